using System.Globalization;

namespace Provisioning.Flows;

/// <summary>What of flows is new: a row of a table stands in every report, with its counters so far. Pure.</summary>
/// <param name="Flows">Those that are new, and of known ones what came since.</param>
/// <param name="Rows">What their rows say now, by path.</param>
internal sealed record FlowDifferences(IReadOnlyList<FlowRecord> Flows, IReadOnlyDictionary<string, CountedRow> Rows)
{
    /// <param name="flows">In the order in which they were told.</param>
    public static FlowDifferences Of(IReadOnlyList<FlowRecord> flows, IReadOnlyDictionary<string, CountedRow> known)
    {
        var rows = new Dictionary<string, CountedRow>(StringComparer.Ordinal);
        var news = new List<FlowRecord>(flows.Count);
        foreach (var flow in flows)
        {
            if (flow.Row is not { } row)
            {
                news.Add(flow);
                continue;
            }

            var now = new CountedRow(SubjectOf(flow), flow.Packets, flow.Octets);
            var (packets, octets, continues) = now.Since(rows.GetValueOrDefault(row) ?? known.GetValueOrDefault(row));
            rows[row] = now;
            if (!continues || packets > 0 || octets > 0)
            {
                news.Add(flow with { Packets = packets, Octets = octets, IsContinued = continues });
            }
        }

        return new FlowDifferences(news, rows);
    }

    /// <summary>Gateways use the rows of their tables again.</summary>
    private static string SubjectOf(FlowRecord flow) => string.Create(
        CultureInfo.InvariantCulture, $"{flow.Protocol} {flow.Source} {flow.SourcePort} {flow.Destination} {flow.DestinationPort} {flow.SourceMac} {flow.StartedAt:O}");
}
