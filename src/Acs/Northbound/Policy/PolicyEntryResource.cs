using Provisioning.Mud.Composition;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <param name="Action"><c>allow</c> or <c>block</c>.</param>
/// <param name="Direction"><c>from-device</c> or <c>to-device</c>: who opens the flow.</param>
/// <param name="Protocol">IP protocol number, null for any.</param>
/// <param name="FirstPort">Of the destination; null with <paramref name="LastPort"/>: any.</param>
public sealed record PolicyEntryResource(
    Guid Id, string Layer, string? Mac, string? MudUrl, string Action, string Direction, string Peer, int? Protocol, int? FirstPort, int? LastPort,
    string Author, string? Reason, DateTimeOffset At, DateTimeOffset? EndsAt, DateTimeOffset? EndedAt, string? EndedBy)
{
    public static PolicyEntryResource Of(PolicyEntryRow row)
    {
        var any = (row.FirstPort, row.LastPort) == (0, ushort.MaxValue);
        return new PolicyEntryResource(
            row.Id, row.Layer == PolicyLayer.Isp ? "isp" : "subscriber", row.Mac, row.MudUrl, row.Accept ? "allow" : "block", row.FromDevice ? "from-device" : "to-device",
            row.Peer, row.Protocol < 0 ? null : row.Protocol, any ? null : row.FirstPort, any ? null : row.LastPort,
            row.Author, row.Reason, row.At, row.EndsAt, row.EndedAt, row.EndedBy);
    }
}
