using System.Net;

namespace Provisioning.Warnings.Mitigations;

/// <summary>
/// Which hosts of a home an attack comes from, by the flows that they were seen to open. Behind a translator all have one address, so source
/// ports tell them apart (RFC 9066 §5.3.1) as far as they are known. Pure.
/// </summary>
internal static class AttackingHosts
{
    /// <param name="source">One of the scope's.</param>
    /// <returns>MAC addresses; empty: nobody was seen.</returns>
    public static IReadOnlyList<string> Of(MitigationScope scope, IPNetwork source, IEnumerable<AttackFlow> flows)
    {
        var possible = flows.Where(f => MitigationRules.IsTarget(scope, f.Peer, f.Protocol, f.Port) && !IsAnother(scope, source, f)).ToList();
        var named = scope.SourcePorts.Count == 0 ? [] : possible.FindAll(f => HasPort(scope, f));
        return [.. (named.Count > 0 ? named : possible).Select(f => f.Mac).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The translation was told, and it is not what the attacked side saw. A translator may have kept the home's port, so that alone excludes nobody.</summary>
    private static bool IsAnother(MitigationScope scope, IPNetwork source, AttackFlow flow) =>
        flow.Translated is { } address && (!source.Contains(address) || (scope.SourcePorts.Count > 0 && flow.Ports.Count > 0 && !HasPort(scope, flow)));

    private static bool HasPort(MitigationScope scope, AttackFlow flow) => flow.Ports.Any(p => scope.SourcePorts.Any(r => p >= r.First && p <= r.Last));
}
