using Provisioning.Firewall.Compiling;
using Provisioning.Mud.Model;

namespace Provisioning.Firewall;

/// <summary>MUD file to rules. Pure and deterministic: a small change of the input is a small change of the output.</summary>
public static class FirewallCompiler
{
    /// <summary>One host's policy: its entry rules and chains, ending in an explicit Drop for the host.</summary>
    public static FirewallPolicy Compile(CompileInput input)
    {
        if (input.Dialect == FirewallDialect.None)
        {
            return new FirewallPolicy(input.Dialect, [], [], []);
        }

        var (outward, inward) = Read(input);
        List<Approximation> approximations =
        [
            .. outward.Approximations, .. inward.Approximations,
            .. EntryFlows.Unresolved(input),
            .. FlowReader.ReadCommunity(input, FlowDirection.FromDevice)?.Approximations ?? [], .. FlowReader.ReadCommunity(input, FlowDirection.ToDevice)?.Approximations ?? [],
        ];
        if (!input.Dialect.IsStateful())
        {
            var (from, to) = (All(input, outward, FlowDirection.FromDevice), All(input, inward, FlowDirection.ToDevice));
            approximations.AddRange(Mirrors.LostReplies(from, to));
            approximations.AddRange(Mirrors.LostReplies(to, from));
            approximations.AddRange(ReplyFlows.Named(input));
        }

        if (input is { BlocksOnly: true, Dialect: FirewallDialect.Flat })
        {
            // Without chains nothing leads back to the gateway's own rules: what the ISP lets through is dropped where the subscriber forbids it.
            approximations.AddRange(EntryFlows.NotReturned(input).Select(e => new Approximation(e.Id.ToString(), "over", "no-return")));
        }

        return new HostLayout(input).Build(
            FlowMinimiser.Minimise(All(input, outward, FlowDirection.FromDevice)),
            FlowMinimiser.Minimise(All(input, inward, FlowDirection.ToDevice)),
            [.. approximations.Distinct()]);
    }

    /// <summary>What a person should know about this input beside the rules: names and classes without addresses, versions that cannot be matched.</summary>
    public static IReadOnlyList<MudDiagnostic> Explain(CompileInput input)
    {
        if (input.Dialect == FirewallDialect.None)
        {
            return [new(MudSeverity.Warning, "MUD0900", "$", 0, "The gateway has no firewall rules that can be written.")];
        }

        var (outward, inward) = Read(input);
        var diagnostics = outward.Unmet.Concat(inward.Unmet).Distinct().Select(u => new MudDiagnostic(
            MudSeverity.Info,
            u.Why == "unresolved-name" ? "MUD0901" : "MUD0902",
            u.JsonPath,
            u.Line,
            u.Why == "unresolved-name"
                ? $"{u.Ace}: {u.What} has no address: this entry permits nothing."
                : $"{u.Ace}: {u.What} has no address in this network: this entry permits nothing.")).ToList();
        diagnostics.AddRange(EntryFlows.Unresolved(input).Select(a => new MudDiagnostic(
            MudSeverity.Warning, "MUD0901", "$", 0, $"Entry {a.Ace}: its name has no address: it {(a.Kind == "over" ? "lets through" : "blocks")} nothing.")));
        foreach (var version in (int[])[4, 6])
        {
            var byMac = input.Dialect.IsStateful() && input.HostMac is not null;
            if (!input.HostAddresses.Any(a => Prefixes.VersionOf(a) == version)
                && (inward.Flows.Any(f => f.Version == version) || outward.Flows.Any(f => f.Version == version)))
            {
                diagnostics.Add(new(MudSeverity.Info, "MUD0903", "$", 0,
                    $"The host has no IPv{version} address: its IPv{version} packets are not matched {(byMac ? "on the way to it" : "at all")}."));
            }
        }

        if (input.Strict && !input.Dialect.IsStateful())
        {
            diagnostics.Add(new(MudSeverity.Info, "MUD0904", "$", 0, "Strict needs connection state: without it replies need their entries."));
        }

        return diagnostics;
    }

    /// <summary>Several hosts of one gateway behind the same entry.</summary>
    public static FirewallPolicy Merge(IReadOnlyList<FirewallPolicy> hosts)
    {
        if (hosts.Count == 0)
        {
            return new FirewallPolicy(FirewallDialect.None, [], [], []);
        }

        var entries = hosts.SelectMany(h => h.Chains).Where(c => c.IsEntry).GroupBy(c => c.Name, StringComparer.Ordinal)
            .Select(g => g.First() with { Rules = [.. g.SelectMany(c => c.Rules)] });
        var chains = hosts.SelectMany(h => h.Chains).Where(c => !c.IsEntry).DistinctBy(c => c.Name, StringComparer.Ordinal);
        var sets = hosts.SelectMany(h => h.Sets).GroupBy(s => s.Name, StringComparer.Ordinal)
            .Select(g => g.First() with { Addresses = [.. g.SelectMany(s => s.Addresses).Distinct(StringComparer.Ordinal)] })
            .OrderBy(s => s.Name, StringComparer.Ordinal);
        return new FirewallPolicy(
            hosts[0].Dialect, [.. entries, .. chains], [.. sets], [.. hosts.SelectMany(h => h.Approximations).Distinct()]);
    }

    private static (FlowReader Outward, FlowReader Inward) Read(CompileInput input)
    {
        var outward = new FlowReader(input, FlowDirection.FromDevice);
        var inward = new FlowReader(input, FlowDirection.ToDevice);
        outward.Read();
        inward.Read();
        return (outward, inward);
    }

    private static IReadOnlyList<Flow> All(CompileInput input, FlowReader reader, FlowDirection direction) => LayeredFlows.Of(input, reader, direction);
}
