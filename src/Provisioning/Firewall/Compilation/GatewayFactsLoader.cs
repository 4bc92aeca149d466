using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.DesiredState;
using Provisioning.Firewall.Compiling;
using Provisioning.Firewall.Proof;
using Provisioning.Mud;
using Provisioning.Mud.Community;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Names;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Compilation;

/// <summary>Reads what one gateway's firewall is worked out from.</summary>
public sealed class GatewayFactsLoader(IDbContextFactory<AcsDbContext> contexts, IDeviceDocuments documents, IOptionsMonitor<FirewallOptions> options, IOptions<MudOptions> mud, TimeProvider time)
{
    internal async Task<(long Revision, GatewayFacts Facts)> LoadAsync(long deviceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var revision = await db.Devices.AsNoTracking().Where(d => d.Id == deviceId).Select(d => d.Revision).FirstOrDefaultAsync(cancellationToken);
        var stored = await documents.LoadAsync(db, deviceId, cancellationToken);
        var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == deviceId).OrderBy(h => h.Mac).ToListAsync(cancellationToken);
        var urls = hosts.Select(h => h.MudUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var files = await db.MudFiles.AsNoTracking().Where(f => urls.Contains(f.Url)).ToListAsync(cancellationToken);
        await AssignAsync(db, deviceId, files, cancellationToken);
        var entries = await PolicyEntries.Standing(db).AsNoTracking().Where(e => e.DeviceId == null || e.DeviceId == deviceId).ToListAsync(cancellationToken);
        var profiles = mud.Value.Community.Mode == CommunityMode.Off ? []
            : await db.CommunityProfiles.AsNoTracking().Where(p => p.State == CommunityState.InForce && p.MudUrl != null && urls.Contains(p.MudUrl)).ToListAsync(cancellationToken);
        var inForce = profiles.OrderBy(p => p.InForceAt).GroupBy(p => p.MudUrl!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => ProfileInForce.Of(g.Last()), StringComparer.Ordinal);
        var names = files.Select(f => f.Content).OfType<byte[]>().Select(c => MudParser.Parse(c).File).Concat(inForce.Values.Select(p => p?.File)).OfType<Mud.Model.MudFile>()
            .SelectMany(NameUse.Of).Select(PeerResolver.NameKey)
            .Concat(entries.Select(e => PolicyPeer.Parse(e.Peer)).OfType<PolicyPeer.Name>().Select(n => n.Value)).Distinct(StringComparer.Ordinal).ToList();
        var resolved = await db.ResolvedNames.AsNoTracking().Where(n => names.Contains(n.Name)).ToListAsync(cancellationToken);
        var layers = await documents.LayersAsync(db, deviceId, cancellationToken);
        return (revision, new GatewayFacts(
            stored.Reported,
            stored.Capabilities,
            hosts,
            files.ToDictionary(f => f.Url, StringComparer.Ordinal),
            await GatewayAddresses.JoinAsync(
                db, deviceId, resolved.ToDictionary(n => PeerResolver.NameKey(n.Name), AddressesOf, StringComparer.Ordinal), time.GetUtcNow(), cancellationToken),
            layers.FirstOrDefault(l => l.Name == Layer.Firewall),
            options.CurrentValue.Strict,
            options.CurrentValue.MaxRulesPerHost)
        {
            Entries = entries,
            Profiles = inForce,
            Proof = options.CurrentValue.Prove ? ProofLimits.Default : null,
            Time = time,
            LogDrops = options.CurrentValue.LogDrops,
            Pins = options.CurrentValue.PinAddresses,
            AccessControl = options.CurrentValue.AccessControl,
            Forgone = stored.Progress?.Forgone ?? ImmutableDictionary<string, string>.Empty,
        });
    }

    /// <summary>A campaign brought this gateway another version of a file than the one in force.</summary>
    private static async Task AssignAsync(AcsDbContext db, long deviceId, IReadOnlyList<MudFileRow> files, CancellationToken cancellationToken)
    {
        var versions = await db.DeviceMudVersions.AsNoTracking().Where(a => a.DeviceId == deviceId)
            .Join(db.MudFileVersions, a => new { a.MudFileId, a.Sha256 }, v => new { v.MudFileId, v.Sha256 }, (a, v) => v).ToListAsync(cancellationToken);
        foreach (var version in versions)
        {
            if (files.FirstOrDefault(f => f.Id == version.MudFileId) is { State: MudFileState.Good } file)
            {
                (file.Content, file.Sha256) = (version.Content, version.Sha256);
            }
        }
    }

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
}
