using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Flows;

/// <summary>Keeps the flows that hosts opened of late, bounded for each host, within somebody's commit.</summary>
internal static class RecentFlows
{
    public static async Task WriteAsync(AcsDbContext db, long deviceId, IReadOnlyDictionary<RecentFlow, RecentSources> flows, int mostOfHost, CancellationToken cancellationToken)
    {
        foreach (var host in flows.GroupBy(f => f.Key.Mac, StringComparer.Ordinal))
        {
            var rows = await db.ObservedFlows.Where(f => f.DeviceId == deviceId && f.Mac == host.Key).ToDictionaryAsync(
                f => new RecentFlow(f.Mac, f.Peer, f.Protocol, f.Port), cancellationToken);
            foreach (var (flow, sources) in host.OrderByDescending(f => f.Value.Last).Take(mostOfHost))
            {
                if (!rows.TryGetValue(flow, out var row))
                {
                    rows[flow] = row = new ObservedFlowRow { DeviceId = deviceId, Mac = flow.Mac, Peer = flow.Peer, Protocol = flow.Protocol, Port = flow.Port };
                    db.ObservedFlows.Add(row);
                }

                var now = sources.After(Of(row));
                (row.SourcePorts, row.TranslatedSource, row.LastSeenAt) = (string.Join(' ', now.Ports), now.Source?.ToString(), now.Last);
            }

            // The newest are worth most to who is asked about an attack.
            db.ObservedFlows.RemoveRange(rows.Values.OrderByDescending(r => r.LastSeenAt).Skip(mostOfHost));
        }
    }

    /// <summary>Ports as the row keeps them.</summary>
    public static IReadOnlyList<int> Ports(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, CultureInfo.InvariantCulture))];

    private static RecentSources Of(ObservedFlowRow row) =>
        new(Ports(row.SourcePorts), IPAddress.TryParse(row.TranslatedSource, out var address) ? address : null, row.LastSeenAt);
}
