using System.Globalization;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall;
using Provisioning.Mud;

namespace Provisioning.Flows.Counters;

/// <summary>The counters that a gateway reports, and what is new of them. Pure.</summary>
internal static class CounterReading
{
    private const int MacDigits = 12;

    /// <summary>Those of this server's rules; where there are none, those of hosts, which say less.</summary>
    /// <param name="layer">The stored firewall layer, or null.</param>
    /// <param name="macOf">The host that has an address; null: none.</param>
    public static IReadOnlyList<Counter> Of(DesiredLayer? layer, ReportedParameters reported, CounterMaps maps, Func<string, string?> macOf)
    {
        var rules = maps.OfRules.SelectMany(map => FirewallDesiredRules.Of(layer, reported).Wanted.Where(r => r.Path is not null).Select(r => OfRule(r, map, reported, macOf))).OfType<Counter>().ToList();
        return rules.Count > 0 ? rules : [.. maps.OfHosts.SelectMany(map => reported.Instances("Device.Hosts.Host.").Select(row => OfHost(row, map, reported))).OfType<Counter>()];
    }

    public static IReadOnlyList<CountedPackets> News(IReadOnlyList<Counter> counters, IReadOnlyDictionary<string, CountedRow> known)
    {
        var news = new List<CountedPackets>();
        foreach (var counter in counters)
        {
            var before = known.GetValueOrDefault(counter.Row);
            var (packets, octets, _) = counter.Now.Since(before);
            if (packets > 0 && (before is not null || counter.FromZero))
            {
                news.Add(counter.Counts with { Packets = packets, Octets = octets });
            }
        }

        return news;
    }

    private static Counter? OfRule(FirewallViewRule rule, CounterMap map, ReportedParameters reported, Func<string, string?> macOf)
    {
        var row = rule.Path + ".";
        if (Number(reported.Value(row + map.Packets)) is not { } packets || HostOf(rule, macOf) is not { } host
            || rule.Target is not ("Accept" or "Drop" or "Reject" or "Return") || (rule.Target is "Accept" or "Return" && !rule.Because.Any(b => b.Ace is not null && b.File is not null)))
        {
            return null;
        }

        var dropped = rule.Target is "Drop" or "Reject" ? rule.Because.Any(b => b.Layer is "isp" or "subscriber") ? FindingKind.Forbidden : FindingKind.Dropped : (FindingKind?)null;
        var octets = map.Octets is { } name ? Number(reported.Value(row + name)) ?? 0 : 0;
        var side = host.FromDevice ? "Dest" : "Source";
        var peer = dropped == FindingKind.Forbidden && !rule.Parameters.ContainsKey(side + "Mask") && FlowAddress.Parse(rule.Parameters.GetValueOrDefault(side + "IP")) is { } address ? address.ToString() : "any";
        return new Counter(
            row, new CountedRow($"{rule.Chain} {rule.Description}", packets, octets),
            new CountedPackets(host.Mac, dropped, host.FromDevice, peer, Small(rule, "Protocol") ?? -1, Small(rule, "DestPort") ?? 0, packets, octets, rule.Because), FromZero: true);
    }

    private static Counter? OfHost(string row, CounterMap map, ReportedParameters reported) =>
        Number(reported.Value(row + map.Packets)) is { } packets && MacAddress.TryNormalise(reported.Value(row + "PhysAddress"), out var mac)
            ? new Counter(row, new CountedRow(mac, packets, 0), new CountedPackets(mac, FindingKind.Dropped, true, "any", -1, 0, packets, 0, []), FromZero: false)
            : null;

    /// <summary>A chain of one host names it (<c>mud-020000000001-out-…</c>); where all share a chain, each rule has the host's address.</summary>
    private static (string Mac, bool FromDevice)? HostOf(FirewallViewRule rule, Func<string, string?> macOf)
    {
        if (rule.Chain.Split('-') is ["mud", { Length: MacDigits } digits, ("out" or "in") and var way, ..]
            && MacAddress.TryNormalise(string.Join(':', digits.Chunk(2).Select(c => new string(c))), out var mac))
        {
            return (mac, way == "out");
        }

        return rule.Parameters.GetValueOrDefault("SourceIP") is { Length: > 0 } source && macOf(source) is { } from ? (from, true)
            : rule.Parameters.GetValueOrDefault("DestIP") is { Length: > 0 } destination && macOf(destination) is { } to ? (to, false)
            : null;
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Small(FirewallViewRule rule, string name) =>
        int.TryParse(rule.Parameters.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
