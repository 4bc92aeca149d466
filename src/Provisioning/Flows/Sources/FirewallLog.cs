using System.Globalization;
using System.Net;

namespace Provisioning.Flows.Sources;

/// <summary>
/// First packets out of a gateway's log as Linux' netfilter writes it (<c>IN=br-lan OUT=eth0 MAC=… SRC=… DST=… PROTO=TCP SPT=… DPT=…</c>), which
/// most gateways do. Pure; other lines are skipped.
/// </summary>
public static class FirewallLog
{
    /// <summary>Of one log; what is beyond, the oldest first, is not read.</summary>
    public const int MostLines = 20_000;

    /// <summary>Different flows of one log.</summary>
    public const int MostFlows = 5000;

    private const int LongestLine = 2048;
    private const int Tcp = 6;

    /// <summary>Lines that tell of one flow again are added up; their source ports are not told apart.</summary>
    public static IReadOnlyList<FlowRecord> Read(IEnumerable<string> lines)
    {
        var flows = new OrderedDictionary<(IPAddress, IPAddress, int, int, string?), FlowRecord>();
        foreach (var line in lines.TakeLast(MostLines))
        {
            if (line.Length > LongestLine || Of(line) is not { } flow)
            {
                continue;
            }

            var key = (flow.Source, flow.Destination, flow.Protocol, flow.DestinationPort, flow.SourceMac);
            if (flows.TryGetValue(key, out var known))
            {
                flows[key] = known with
                {
                    Packets = known.Packets + flow.Packets, Octets = known.Octets + flow.Octets, StartedAt = known.StartedAt ?? flow.StartedAt, EndedAt = flow.EndedAt ?? known.EndedAt,
                };
            }
            else if (flows.Count < MostFlows)
            {
                flows.Add(key, flow);
            }
        }

        return [.. flows.Values];
    }

    private static FlowRecord? Of(string line)
    {
        var start = line.IndexOf("IN=", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        string? source = null, destination = null, protocol = null, from = null, to = null, mac = null, length = null;
        var flags = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in line[start..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at < 0)
            {
                flags.Add(word);
                continue;
            }

            var text = word[(at + 1)..];
            switch (word[..at])
            {
                case "SRC": source ??= text; break;
                case "DST": destination ??= text; break;
                case "PROTO": protocol ??= text; break;
                case "SPT": from ??= text; break;
                case "DPT": to ??= text; break;
                case "MAC": mac ??= text; break;
                case "LEN": length ??= text; break; // The IP packet's comes before UDP's own.
            }
        }

        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["s"] = source, ["d"] = destination, ["p"] = protocol, ["f"] = from, ["t"] = to, ["m"] = MacOf(mac), ["o"] = length, ["n"] = "1", ["at"] = TimeOf(line[..start]),
        };
        var flow = FlowText.Read(new FlowFields("s", "d", "p", "f", "t", "m", "n", "o", "at", "at"), parts.GetValueOrDefault);

        // A packet in the middle of a connection opens nothing.
        return flow is { Protocol: Tcp } && flags.Contains("ACK") ? null : flow;
    }

    /// <summary>Destination, source and type of the Ethernet frame, in one row.</summary>
    private static string? MacOf(string? text) => text?.Split(':') is { Length: >= 12 } octets ? string.Join(':', octets[6..12]) : null;

    /// <summary>RFC 5424 and journal lines begin with a time that says its year and zone; others do not, and count as of when they came.</summary>
    private static string? TimeOf(string before)
    {
        foreach (var word in before.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries).Take(3))
        {
            if (word.Length >= 20 && word.Contains('T', StringComparison.Ordinal) && char.IsAsciiDigit(word[0])
                && DateTimeOffset.TryParse(word, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
            {
                return word;
            }
        }

        return null;
    }
}
