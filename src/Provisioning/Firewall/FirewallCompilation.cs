using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall.Compilation;
using Provisioning.Firewall.Compiling;
using Provisioning.Jobs;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall;

/// <summary>
/// Works out the firewall layer of every device that has <see cref="DeviceRow.FirewallDirty"/> set. Idempotent; finds its
/// work in the database, page by page; one device's failure is logged and stops no other.
/// </summary>
public sealed partial class FirewallCompilation(
    IDbContextFactory<AcsDbContext> contexts,
    IGroupCommit commit,
    IDeviceDocuments documents,
    IWorkSignal signal,
    IOptionsMonitor<FirewallOptions> options,
    TimeProvider time,
    ILogger<FirewallCompilation> logger)
{
    private const int Page = 100;

    private const string Author = "firewall-compilation";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long after = 0;
        while (await PageAsync(after, cancellationToken) is { Count: > 0 } page)
        {
            after = page[^1];
            foreach (var deviceId in page)
            {
                try
                {
                    await CompileAsync(deviceId, cancellationToken);
                }
                catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                {
                    LogFailed(logger, deviceId, e);
                }
            }
        }
    }

    private async Task<List<long>> PageAsync(long after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Devices.AsNoTracking()
            .Where(d => d.FirewallDirty && d.Status == DeviceStatus.Active && d.Id > after)
            .OrderBy(d => d.Id).Select(d => d.Id).Take(Page).ToListAsync(cancellationToken);
    }

    private async Task CompileAsync(long deviceId, CancellationToken cancellationToken)
    {
        var (revision, facts) = await LoadAsync(deviceId, cancellationToken);
        var result = GatewayFirewall.Of(facts);
        var changed = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                changed = false;
                if (await db.Devices.FindAsync([deviceId], token) is not { } device)
                {
                    return;
                }

                // Changed meanwhile: what was worked out is stored, and worked out again.
                device.FirewallDirty = result.Unfinished || device.Revision != revision;
                device.Revision++;
                if (result.Layer is { } layer && await documents.SaveLayerAsync(db, deviceId, layer, Author, token))
                {
                    changed = true;
                    db.DeviceEvents.Add(new DeviceEventRow
                    {
                        DeviceId = deviceId, At = time.GetUtcNow(), Kind = "mud.compiled", Text = Summary(result),
                    });
                }

                await SaveHostsAsync(db, deviceId, result.Hosts, token);
            },
            cancellationToken);
        if (changed)
        {
            signal.WakeWanted(deviceId);
        }
    }

    private static string Summary(GatewayFirewall result)
    {
        var hosts = result.Hosts.Count(h => h.Policy is not null);
        return hosts == 0 ? "No firewall rules from MUD files are wanted."
            : $"Firewall rules from MUD files for {hosts} {(hosts == 1 ? "host" : "hosts")}: {result.Hosts.Sum(h => h.Policy is { } p ? Tr181Printer.CountRules(p) : 0)} rules, {FirewallDialects.NameOf(result.Hosts.First(h => h.Policy is not null).Policy!.Dialect)}.";
    }

    private static async Task SaveHostsAsync(AcsDbContext db, long deviceId, IReadOnlyList<HostOutcome> outcomes, CancellationToken cancellationToken)
    {
        foreach (var outcome in outcomes)
        {
            if (await db.Hosts.FindAsync([deviceId, outcome.Mac], cancellationToken) is not { } host)
            {
                continue;
            }

            host.State = outcome.State;
            host.Reason = outcome.Reason is { Length: > 4000 } reason ? reason[..4000] : string.IsNullOrEmpty(outcome.Reason) ? null : outcome.Reason;
            host.Approximations = outcome.Policy is { Approximations: { Count: > 0 } approximations }
                ? JsonSerializer.Serialize(approximations, JsonSerializerOptions.Web)
                : null;
        }
    }

    private async Task<(long Revision, GatewayFacts Facts)> LoadAsync(long deviceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var revision = await db.Devices.AsNoTracking().Where(d => d.Id == deviceId).Select(d => d.Revision).FirstOrDefaultAsync(cancellationToken);
        var stored = await documents.LoadAsync(db, deviceId, cancellationToken);
        var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == deviceId).OrderBy(h => h.Mac).ToListAsync(cancellationToken);
        var urls = hosts.Where(h => h.Mode == MudMode.Enforce).Select(h => h.MudUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var files = await db.MudFiles.AsNoTracking().Where(f => urls.Contains(f.Url)).ToListAsync(cancellationToken);
        var names = files.Select(f => f.Content).OfType<byte[]>().Select(c => MudParser.Parse(c).File).OfType<Mud.Model.MudFile>()
            .SelectMany(NamesOf).Distinct(StringComparer.Ordinal).ToList();
        var resolved = await db.ResolvedNames.AsNoTracking().Where(n => names.Contains(n.Name)).ToListAsync(cancellationToken);
        var layers = await documents.LayersAsync(db, deviceId, cancellationToken);
        return (revision, new GatewayFacts(
            stored.Reported,
            stored.Capabilities,
            hosts,
            files.ToDictionary(f => f.Url, StringComparer.Ordinal),
            resolved.ToDictionary(n => PeerResolver.NameKey(n.Name), AddressesOf, StringComparer.Ordinal),
            layers.FirstOrDefault(l => l.Name == Layer.Firewall),
            options.CurrentValue.Strict,
            options.CurrentValue.MaxRulesPerHost));
    }

    private static IEnumerable<string> NamesOf(Mud.Model.MudFile file) =>
        file.FromDevice.Concat(file.ToDevice).SelectMany(acl => acl.Aces)
            .SelectMany(ace => (string?[])[ace.Match.SourceName, ace.Match.DestinationName]).OfType<string>().Select(PeerResolver.NameKey);

    /// <summary>Whoever resolves also drops what no longer counts, so all that is there counts.</summary>
    private static IReadOnlyList<IPAddress> AddressesOf(ResolvedNameRow row)
    {
        try
        {
            var addresses = JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(row.Addresses) ?? [];
            return [.. addresses.Keys.Order(StringComparer.Ordinal).Select(a => IPAddress.TryParse(a, out var address) ? address : null).OfType<IPAddress>()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The firewall of device {DeviceId} could not be worked out; the others go on")]
    private static partial void LogFailed(ILogger logger, long deviceId, Exception exception);
}
