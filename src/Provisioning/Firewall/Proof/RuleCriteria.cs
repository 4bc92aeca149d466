using System.Globalization;
using System.Net;

namespace Provisioning.Firewall.Proof;

/// <summary>What one printed rule can tell packets apart by: where its boundaries are, not what it does.</summary>
/// <param name="Sources">Null: any, or nothing that can be read; boundaries are then not missed, only packets asked in vain.</param>
internal sealed record RuleCriteria(
    int Protocol, (int First, int Last)? SourcePorts, (int First, int Last)? DestinationPorts, IReadOnlyList<IPNetwork>? Sources, IReadOnlyList<IPNetwork>? Destinations)
{
    public bool Concerns(int protocol, IPAddress source, IPAddress destination) =>
        (Protocol < 0 || Protocol == protocol)
        && (Sources is null || Sources.Any(p => p.Contains(source)))
        && (Destinations is null || Destinations.Any(p => p.Contains(destination)));

    public static IReadOnlyList<RuleCriteria> Of(IReadOnlyList<PrintedParameter> printed)
    {
        var rows = printed.GroupBy(p => p.Path[..(p.Path.LastIndexOf('.') + 1)], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToDictionary(p => p.Path[g.Key.Length..], p => p.Value, StringComparer.Ordinal), StringComparer.Ordinal);
        return [.. rows.Values.Where(r => r.ContainsKey("Target")).Select(r => new RuleCriteria(
            Number(r, "Protocol"), Ports(r, "SourcePort"), Ports(r, "DestPort"), Addresses(rows, r, "Source"), Addresses(rows, r, "Dest")))];
    }

    private static IReadOnlyList<IPNetwork>? Addresses(Dictionary<string, Dictionary<string, string>> rows, Dictionary<string, string> rule, string side)
    {
        if (rule.GetValueOrDefault(side + "MatchSet") is { Length: > 0 } set)
        {
            return [.. (rows.GetValueOrDefault(set.TrimEnd('.') + ".Rule.1.")?.GetValueOrDefault("IPAddressList") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(a => ProofNetwork.Single(IPAddress.Parse(a)))];
        }

        if (!IPAddress.TryParse(rule.GetValueOrDefault(side + "IP"), out var address))
        {
            return null;
        }

        var mask = rule.GetValueOrDefault(side + "Mask") ?? "";
        return mask.Length == 0 ? [ProofNetwork.Single(address)] : IPNetwork.TryParse(address + mask, out var network) ? [network] : null;
    }

    private static (int First, int Last)? Ports(Dictionary<string, string> rule, string name) =>
        Number(rule, name) is var first and >= 0 ? (first, Math.Max(first, Number(rule, name + "RangeMax"))) : null;

    private static int Number(Dictionary<string, string> rule, string name) =>
        int.TryParse(rule.GetValueOrDefault(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
