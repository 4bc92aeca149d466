using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Model;

namespace Acs.Commands;

/// <summary>What ISP or subscriber say, as a person writes it: <c>block to any tcp 23</c>, <c>allow from 203.0.113.0/24 udp 5000-5010</c>.</summary>
internal static class MudEntry
{
    private const string Form = "not 'allow|block to|from PEER [PROTOCOL [PORT[-PORT]]]'";

    public static bool TryParse(PolicyLayer layer, string text, [NotNullWhen(true)] out PolicyEntry? entry, [NotNullWhen(false)] out string? wrong)
    {
        entry = null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 3 or > 5 || words[0] is not ("allow" or "block") || words[1] is not ("to" or "from"))
        {
            wrong = Form;
            return false;
        }

        var (protocol, ports) = (-1, PolicyEntry.AllPorts);
        if (words.Length > 3 && !MudPacket.TryProtocol(words[3], out protocol))
        {
            wrong = $"'{words[3]}' is no protocol";
            return false;
        }

        if (words.Length == 5 && !TryPorts(words[4], out ports))
        {
            wrong = $"'{words[4]}' is neither a port nor two, the first not above the last";
            return false;
        }

        var mistakes = PolicyEntryText.Check(words[2], protocol, ports.First, ports.Last, null, DateTimeOffset.MinValue);
        wrong = mistakes.Count == 0 ? null : $"{mistakes[0].Member}: {mistakes[0].Text}";
        if (wrong is null)
        {
            entry = new PolicyEntry(Guid.NewGuid(), layer, words[0] == "allow", words[1] == "to", PolicyPeer.Parse(words[2])!, protocol, ports);
        }

        return entry is not null;
    }

    private static bool TryPorts(string text, out PortRange ports)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var ok = TryPort(dash < 0 ? text : text[..dash], out var first) & TryPort(dash < 0 ? text : text[(dash + 1)..], out var last) && first <= last;
        ports = new PortRange(first, last);
        return ok;
    }

    private static bool TryPort(string text, out ushort port) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port);
}
