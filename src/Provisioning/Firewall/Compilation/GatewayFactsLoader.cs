using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.DesiredState;
using Provisioning.Firewall.Compiling;
using Provisioning.Mud;
using Provisioning.Mud.Community;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Model;
using Provisioning.Mud.Names;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Compilation;

/// <summary>Reads what gateways' firewalls are worked out from.</summary>
public sealed class GatewayFactsLoader(IDbContextFactory<AcsDbContext> contexts, IOptionsMonitor<FirewallOptions> options, IOptions<MudOptions> mud, TimeProvider time)
{
    // SQL Server takes 2100 parameters.
    private const int NamesAtOnce = 1000;

    internal async Task<(long Revision, GatewayFacts Facts)> LoadAsync(long deviceId, CancellationToken cancellationToken) =>
        (await LoadAsync([deviceId], cancellationToken)).Of(deviceId);

    /// <summary>Of many gateways with as many queries as of one.</summary>
    internal async Task<GatewayFactsPage> LoadAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;

        // First: what changes after it is noticed by it.
        var revisions = await db.Devices.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Revision, cancellationToken);
        var documents = await db.DeviceDocuments.Where(d => ids.Contains(d.DeviceId)).ToDictionaryAsync(d => d.DeviceId, cancellationToken);
        var hosts = await db.Hosts.Where(h => ids.Contains(h.DeviceId)).OrderBy(h => h.DeviceId).ThenBy(h => h.Mac).ToListAsync(cancellationToken);
        var models = await ModelsAsync(db, hosts, cancellationToken);
        var urls = hosts.Select(h => h.MudUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var files = new Dictionary<string, MudFileRow>(StringComparer.Ordinal);
        foreach (var some in urls.Chunk(NamesAtOnce))
        {
            foreach (var file in await db.MudFiles.Where(f => some.Contains(f.Url)).ToListAsync(cancellationToken))
            {
                files[file.Url] = file;
            }
        }

        foreach (var model in models)
        {
            files[ModelUrl.Of(model.Model!)] = ModelProfiles.File(ModelUrl.Of(model.Model!));
        }

        var versions = await VersionsAsync(db, ids, cancellationToken);
        var entries = await PolicyEntries.Standing(db).Where(e => e.DeviceId == null || ids.Contains(e.DeviceId.Value)).ToListAsync(cancellationToken);
        var profiles = await ProfilesAsync(db, urls, models, cancellationToken);
        var parsed = new ParsedFiles();
        var names = files.Values.Select(f => f.Content).Concat(versions.SelectMany(v => v).Select(v => v.Content)).OfType<byte[]>().Select(parsed.Of)
            .Concat(profiles.Values.Select(p => p?.File)).OfType<MudFile>().Distinct()
            .SelectMany(NameUse.Of).Select(PeerResolver.NameKey)
            .Concat(entries.Select(e => PolicyPeer.Parse(e.Peer)).OfType<PolicyPeer.Name>().Select(n => n.Value)).Distinct(StringComparer.Ordinal).ToList();
        return new GatewayFactsPage
        {
            Revisions = revisions,
            Documents = documents,
            Hosts = hosts.ToLookup(h => h.DeviceId),
            Files = files,
            Versions = versions,
            Entries = entries,
            LeftOut = (await db.PolicyAppeals.Where(a => ids.Contains(a.DeviceId) && a.Accepted == true).Select(a => new { a.DeviceId, a.EntryId }).ToListAsync(cancellationToken))
                .ToLookup(a => a.DeviceId, a => a.EntryId),
            Profiles = profiles,
            Names = await NamesAsync(db, names, cancellationToken),
            OwnNames = (await db.GatewayNames.Where(n => ids.Contains(n.DeviceId) && n.AnsweredAt != null).ToListAsync(cancellationToken)).ToLookup(n => n.DeviceId),
            Layers = await db.DeviceLayers.Where(l => ids.Contains(l.DeviceId) && l.Name == Layer.Firewall).ToDictionaryAsync(l => l.DeviceId, cancellationToken),
            Parsed = parsed,
            Options = options.CurrentValue,
            Time = time,
        };
    }

    private static async Task<ILookup<long, MudFileVersionRow>> VersionsAsync(AcsDbContext db, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var assigned = await db.DeviceMudVersions.Where(a => ids.Contains(a.DeviceId)).ToListAsync(cancellationToken);
        var files = assigned.Select(a => a.MudFileId).Distinct().ToList();
        var hashes = assigned.Select(a => a.Sha256).Distinct(StringComparer.Ordinal).ToList();
        var versions = assigned.Count == 0 ? []
            : await db.MudFileVersions.Where(v => files.Contains(v.MudFileId) && hashes.Contains(v.Sha256)).ToDictionaryAsync(v => (v.MudFileId, v.Sha256), cancellationToken);
        return assigned.Where(a => versions.ContainsKey((a.MudFileId, a.Sha256))).ToLookup(a => a.DeviceId, a => versions[(a.MudFileId, a.Sha256)]);
    }

    /// <summary>Hosts without a URL whose model has a profile in force are held to that one.</summary>
    /// <returns>The profiles, one for each model.</returns>
    private async Task<IReadOnlyList<CommunityProfileRow>> ModelsAsync(AcsDbContext db, List<HostRow> hosts, CancellationToken cancellationToken)
    {
        var models = hosts.Where(h => h is { MudUrl: null, Model: not null }).Select(h => h.Model!).Distinct(StringComparer.Ordinal).ToList();
        var profiles = new Dictionary<string, CommunityProfileRow>(StringComparer.Ordinal);
        foreach (var some in mud.Value.Community.Mode == CommunityMode.Off ? [] : models.Chunk(NamesAtOnce))
        {
            var rows = await db.CommunityProfiles.Where(p => p.State == CommunityState.InForce && p.MudUrl == null && p.Model != null && some.Contains(p.Model)).ToListAsync(cancellationToken);
            foreach (var row in rows.OrderBy(p => p.InForceAt))
            {
                profiles[row.Model!] = row;
            }
        }

        foreach (var host in hosts.Where(h => h is { MudUrl: null, Model: { } model } && profiles.ContainsKey(model)))
        {
            ModelProfiles.Hold(host, mud.Value.Community.RecognisedMode);
        }

        return [.. profiles.Values];
    }

    private async Task<IReadOnlyDictionary<string, ProfileInForce?>> ProfilesAsync(AcsDbContext db, List<string> urls, IReadOnlyList<CommunityProfileRow> models, CancellationToken cancellationToken)
    {
        var rows = models.ToList();
        foreach (var some in mud.Value.Community.Mode == CommunityMode.Off ? [] : urls.Chunk(NamesAtOnce))
        {
            rows.AddRange(await db.CommunityProfiles.Where(p => p.State == CommunityState.InForce && p.MudUrl != null && some.Contains(p.MudUrl)).ToListAsync(cancellationToken));
        }

        return rows.OrderBy(p => p.InForceAt).GroupBy(p => p.MudUrl ?? ModelUrl.Of(p.Model!), StringComparer.Ordinal).ToDictionary(g => g.Key, g => ProfileInForce.Of(g.Last()), StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, IReadOnlyList<IPAddress>>> NamesAsync(AcsDbContext db, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, IReadOnlyList<IPAddress>>(StringComparer.Ordinal);
        foreach (var some in names.Chunk(NamesAtOnce))
        {
            foreach (var row in await db.ResolvedNames.Where(n => some.Contains(n.Name)).Select(n => new { n.Name, n.Addresses }).ToListAsync(cancellationToken))
            {
                // Whoever resolves also drops what no longer counts, so all that is there counts.
                resolved[PeerResolver.NameKey(row.Name)] = AddressesOf(row.Addresses);
            }
        }

        return resolved;
    }

    private static IReadOnlyList<IPAddress> AddressesOf(string json)
    {
        try
        {
            return [.. ResolvedAddresses.Read(json).Keys.OrderBy(a => a.ToString(), StringComparer.Ordinal)];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
