using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Mud.Composition;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Acs.Dashboard.Device;

/// <summary>A host with its MUD file's standing and its rules.</summary>
/// <param name="Said">What ISP and subscriber say about it.</param>
/// <param name="Findings">What was found in its flows, the newest.</param>
public sealed record HostView(
    HostRow Host, MudFileView? File, IReadOnlyList<RuleView> Rules, IReadOnlyList<PolicyEntryRow> Said, IReadOnlyList<FlowFindingRow> Findings)
{
    private const int MostFindings = 200;
    private const int MostShown = 10;

    public static async Task<IReadOnlyList<HostView>> ReadAsync(AcsDbContext db, IDeviceDocuments documents, ReportedParameters reported, long deviceId, CancellationToken cancellationToken)
    {
        var hosts = await db.Hosts.Where(h => h.DeviceId == deviceId).OrderBy(h => h.Mac).ToListAsync(cancellationToken);
        var urls = hosts.Select(h => h.MudUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var files = await db.MudFiles.Where(f => urls.Contains(f.Url))
            .Select(f => new MudFileView(f.Url, f.State, f.Signature, f.SignatureDetail, f.Failure, f.SystemInfo, f.IsSupported, f.FetchedAt, f.ExpiresAt))
            .ToDictionaryAsync(f => f.Url, StringComparer.Ordinal, cancellationToken);
        var layers = await documents.LayersAsync(db, deviceId, cancellationToken);
        var entries = await db.PolicyEntries.Where(e => e.EndedAt == null && (e.DeviceId == null || e.DeviceId == deviceId)).OrderBy(e => e.Id).ToListAsync(cancellationToken);
        var findings = await db.FlowFindings.Where(f => f.DeviceId == deviceId).OrderByDescending(f => f.LastSeenAt).Take(MostFindings).ToListAsync(cancellationToken);
        return
        [
            .. hosts.Select(h => new HostView(
                h,
                h.MudUrl is { } url ? files.GetValueOrDefault(url) : null,
                RuleView.Of(layers, reported, h),
                [.. entries.Where(e => PolicyEntryText.IsAbout(e, h))],
                [.. findings.Where(f => f.Mac == h.Mac).Take(MostShown)])),
        ];
    }
}
