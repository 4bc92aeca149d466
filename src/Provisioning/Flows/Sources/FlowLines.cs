using System.Globalization;
using System.Text;

namespace Provisioning.Flows.Sources;

/// <summary>Flows as they wait in the database: a line each, tabs between the parts.</summary>
internal static class FlowLines
{
    private const int RowColumn = 13;

    public static string Write(IEnumerable<FlowRecord> flows)
    {
        var text = new StringBuilder();
        foreach (var flow in flows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{flow.Source}\t{flow.SourcePort}\t{flow.Destination}\t{flow.DestinationPort}\t{flow.Protocol}\t")
                .Append(CultureInfo.InvariantCulture, $"{flow.Packets}\t{flow.Octets}\t{flow.StartedAt:O}\t{flow.EndedAt:O}\t{flow.SourceMac}\t")
                .Append(CultureInfo.InvariantCulture, $"{flow.TranslatedSource}\t{flow.TranslatedPort}\t{(flow.MacInClearText ? "1" : "")}\t{flow.Row}\n");
        }

        return text.ToString();
    }

    public static IReadOnlyList<FlowRecord> Read(string text)
    {
        var fields = new FlowFields("0", "2", "4", "1", "3", "9", "5", "6", "7", "8", "10", "11", "12");
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t'))
                .Select(l => FlowText.Read(fields, f => int.Parse(f, CultureInfo.InvariantCulture) is var i && i < l.Length ? l[i] : null) is { } flow
                    ? flow with { Row = l.Length > RowColumn && l[RowColumn].Length > 0 ? l[RowColumn] : null } : null).OfType<FlowRecord>(),
        ];
    }
}
