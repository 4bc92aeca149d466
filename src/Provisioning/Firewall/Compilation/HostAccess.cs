using Provisioning.Firewall.Compiling;

namespace Provisioning.Firewall.Compilation;

/// <summary>
/// What of a host's policy can be said by access control: all of the internet, or none (TR-181 Hosts.AccessControl: a device without
/// access "cannot access the broadband network"; the LAN stays open). Pure.
/// </summary>
internal static class HostAccess
{
    private const string Why = "access-control";

    public static AccessVerdict Of(CompileInput input, AccessControlUse use)
    {
        // Connections are the gateway's matter here: what may open counts.
        var exact = input with { Dialect = FirewallDialect.Tr181V18 };
        var (outward, unresolved) = Read(exact, FlowDirection.FromDevice);
        var (inward, unresolvedIn) = Read(exact, FlowDirection.ToDevice);
        var permits = outward.Concat(inward).Where(f => f.Accept && IsWan(f, input)).ToList();
        var names = unresolved.Concat(unresolvedIn).Distinct(StringComparer.Ordinal).ToList();
        IReadOnlyList<Approximation> over = [.. permits.SelectMany(f => f.Because).Select(b => new Approximation(b.Ace ?? "*", "over", Why)).Distinct()];
        if (IsShut(outward, input))
        {
            return new AccessVerdict(true, "everything is forbidden to it by name", [OfLan, .. over]);
        }

        if (!input.BlocksOnly && permits.Count == 0 && names.Count == 0)
        {
            return new AccessVerdict(true, "its policy lets it nowhere in the internet", [OfLan]);
        }

        if (use == AccessControlUse.Strict && (!input.BlocksOnly || outward.Any(f => !f.Accept && IsWan(f, input))))
        {
            return new AccessVerdict(
                true,
                input.BlocksOnly ? "something is forbidden to it by name, and no less can be said" : "its policy lets it to some places of the internet only, and no less can be said",
                [OfLan, .. over, .. input.BlocksOnly ? [new Approximation("*", "over", Why)] : Array.Empty<Approximation>()]);
        }

        return new AccessVerdict(false, input.BlocksOnly ? "only some of the internet is forbidden to it" : "its policy lets it to some of the internet", [new Approximation("*", "under", Why)]);
    }

    /// <summary>Access control says nothing of the LAN.</summary>
    private static Approximation OfLan { get; } = new("local", "under", Why);

    private static (IReadOnlyList<Flow> Flows, IEnumerable<string> Unresolved) Read(CompileInput input, FlowDirection direction)
    {
        var reader = new FlowReader(input, direction);
        reader.Read();
        return (FlowMinimiser.Minimise(LayeredFlows.Of(input, reader, direction)), reader.Unmet.Where(u => u.Why == "unresolved-name").Select(u => u.What));
    }

    private static bool IsWan(Flow flow, CompileInput input)
    {
        var local = LocalPeers.Of(input.LocalNetworks, flow.Version);
        return flow.Peers is not { } peers || peers.Any(t => t.Prefixes.Any(p => !local.Any(l => Prefixes.Covers(l, p))));
    }

    /// <summary>Nothing of the host's gets past a prohibition of everything, in either version.</summary>
    private static bool IsShut(IReadOnlyList<Flow> outward, CompileInput input) => Array.TrueForAll([4, 6], version =>
        outward.FirstOrDefault(f => f.Version == version && (f.Accept ? IsWan(f, input) : IsAll(f))) is { Accept: false });

    private static bool IsAll(Flow flow) =>
        flow is { Protocol: < 0, Own: null } && flow.Source == Flow.AnyPort && flow.Destination == Flow.AnyPort
        && (flow.Peers is not { } peers || peers.Any(t => t.Prefixes.Any(p => p.PrefixLength == 0)));
}
