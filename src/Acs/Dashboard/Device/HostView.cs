using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Mud.Community;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Fingerprints;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Acs.Dashboard.Device;

/// <summary>A host with its MUD file's standing and its rules.</summary>
/// <param name="Said">What ISP and subscriber say about it.</param>
/// <param name="Findings">What was found in its flows, the newest.</param>
/// <param name="LooksLike">What one that announces no MUD URL is taken for; null: nothing is known of it.</param>
/// <param name="Profiles">Of the community about a model that looks like this, for a person to look at.</param>
public sealed record HostView(
    HostRow Host, MudFileView? File, IReadOnlyList<RuleView> Rules, IReadOnlyList<PolicyEntryRow> Said, IReadOnlyList<FlowFindingRow> Findings,
    FingerprintMatch? LooksLike, int Profiles)
{
    private const int MostFindings = 200;
    private const int MostShown = 10;

    public static async Task<IReadOnlyList<HostView>> ReadAsync(
        AcsDbContext db, IDeviceDocuments documents, FingerprintCatalogue fingerprints, ReportedParameters reported, long deviceId, CancellationToken cancellationToken)
    {
        var hosts = await db.Hosts.Where(h => h.DeviceId == deviceId).OrderBy(h => h.Mac).ToListAsync(cancellationToken);
        var urls = hosts.Select(h => h.MudUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var files = await db.MudFiles.Where(f => urls.Contains(f.Url))
            .Select(f => new MudFileView(f.Url, f.State, f.Signature, f.SignatureDetail, f.Failure, f.SystemInfo, f.IsSupported, f.FetchedAt, f.ExpiresAt))
            .ToDictionaryAsync(f => f.Url, StringComparer.Ordinal, cancellationToken);
        var layers = await documents.LayersAsync(db, deviceId, cancellationToken);
        var entries = await db.PolicyEntries.Where(e => e.EndedAt == null && (e.DeviceId == null || e.DeviceId == deviceId)).OrderBy(e => e.Id).ToListAsync(cancellationToken);
        var findings = await db.FlowFindings.Where(f => f.DeviceId == deviceId).OrderByDescending(f => f.LastSeenAt).Take(MostFindings).ToListAsync(cancellationToken);
        var looks = hosts.Where(h => h.MudUrl is null).ToDictionary(h => h.Mac, h => fingerprints.Of(h.Mac, h.VendorClass, h.HostName), StringComparer.Ordinal);
        var models = looks.Values.Select(l => l?.Model).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var profiles = models.Count == 0 ? new Dictionary<string, int>(StringComparer.Ordinal) : await db.CommunityProfiles
            .Where(p => p.Model != null && models.Contains(p.Model) && (p.State == CommunityState.Submitted || p.State == CommunityState.Reviewed))
            .GroupBy(p => p.Model!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. hosts.Select(h => new HostView(
                h,
                h.MudUrl is { } url ? files.GetValueOrDefault(url) : null,
                RuleView.Of(layers, reported, h),
                [.. entries.Where(e => PolicyEntryText.IsAbout(e, h))],
                [.. findings.Where(f => f.Mac == h.Mac).Take(MostShown)],
                looks.GetValueOrDefault(h.Mac),
                looks.GetValueOrDefault(h.Mac) is { } look ? profiles.GetValueOrDefault(look.Model) : 0)),
        ];
    }
}
