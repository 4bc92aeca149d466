using System.Net;
using Provisioning.DesiredState;
using Provisioning.Firewall.Compiling;
using Provisioning.Firewall.Proof;
using Provisioning.Mud;
using Provisioning.Mud.Certificates;
using Provisioning.Mud.Community;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Model;
using Provisioning.Mud.Modes;
using Provisioning.Mud.Names;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Compilation;

/// <summary>One gateway's firewall layer, and where each of its hosts stands. Pure.</summary>
/// <param name="Layer">Null: nothing is declared, and nothing was before.</param>
/// <param name="Unfinished">Something must be read from the gateway first: try again.</param>
internal sealed record GatewayFirewall(DesiredLayer? Layer, IReadOnlyList<HostOutcome> Hosts, bool Unfinished)
{
    public static GatewayFirewall Of(GatewayFacts facts)
    {
        var wanted = facts.Hosts.Any(facts.IsWanted);
        if (!wanted && facts.Previous is null)
        {
            return new(null, [.. facts.Hosts.Select(Idle)], false);
        }

        if (wanted && facts.Capabilities.DiscoveredAt is null)
        {
            return new(facts.Previous, Waiting(facts, "The gateway's data model is not known yet."), true);
        }

        var dialect = FirewallLinker.DialectOf(facts.Capabilities, facts.Reported);
        if (dialect == FirewallDialect.None && facts.AccessControl != AccessControlUse.Off && AccessRows.CanAdd(facts.Capabilities))
        {
            return OfAccess(facts);
        }

        if (dialect == FirewallDialect.None)
        {
            return new(facts.Previous is null ? null : AccessRows.Add(WithoutRules(facts), facts, []), [.. facts.Hosts.Select(h => NoRules(h, facts))], false);
        }

        if (!FirewallLinker.IsEntryKnown(facts.Capabilities, facts.Reported))
        {
            return new(facts.Previous ?? FirewallLinker.Probe(), Waiting(facts, "The gateway's firewall has not been read yet."), true);
        }

        var lan = GatewayLan.Of(facts.Reported);
        var outcomes = facts.Hosts.OrderBy(h => h.Mac, StringComparer.Ordinal).Select(h => Compile(h, facts, lan, dialect)).ToList();
        var policies = outcomes.Select(o => o.Policy).OfType<FirewallPolicy>().ToList();
        var policy = policies.Count > 0 ? FirewallCompiler.Merge(policies) : Empty(dialect);
        var layer = FirewallLinker.Link(facts.LogDrops ? Logged(policy) : policy, facts.Capabilities, facts.Reported);
        var kept = facts.Hosts.Where(h => outcomes.Exists(o => o.KeepsPrevious && o.Mac == h.Mac)).ToList();
        var held = facts.Hosts.Where(h => outcomes.Exists(o => o.Mac == h.Mac && (o.Policy is not null || o.KeepsPrevious))).ToList();
        return new(HostPins.Add(PreviousRules.Keep(layer, facts.Previous, kept), facts, held, dialect), [.. outcomes.Select(o => Pinned(o, facts, dialect))], outcomes.Exists(o => o.IsUnfinished));
    }

    /// <summary>A gateway that will not keep an address that rules need: the rules hold for whoever has it.</summary>
    private static HostOutcome Pinned(HostOutcome host, GatewayFacts facts, FirewallDialect dialect) =>
        host.Policy is not { } policy || dialect.IsStateful() || HostPins.Refused(facts, host.Mac) is not { } why ? host : host with
        {
            Reason = $"The gateway does not keep its address for it, and with another one it leaves its rules behind: {why.TrimEnd('.')}. {host.Reason}".TrimEnd(),
            Policy = policy with { Approximations = [.. policy.Approximations, new Approximation("address", "under", "address-not-kept")] },
        };

    /// <summary>P0: there are no rules, and a host may be shut out as a whole.</summary>
    private static GatewayFirewall OfAccess(GatewayFacts facts)
    {
        var lan = GatewayLan.Of(facts.Reported);
        var outcomes = facts.Hosts.OrderBy(h => h.Mac, StringComparer.Ordinal).Select(h => Compile(h, facts, lan, FirewallDialect.None)).ToList();
        var before = (facts.Previous?.Objects ?? []).Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        List<string> denied = [.. outcomes.Where(o => o.IsShutOut || (o.KeepsPrevious && before.Contains(AccessRows.KeyOf(o.Mac)))).Select(o => o.Mac)];
        var layer = AccessRows.Add(WithoutRules(facts), facts, denied);
        return new(layer.Objects.Count == 0 && facts.Previous is null ? null : layer, outcomes, outcomes.Exists(o => o.IsUnfinished));
    }

    /// <summary>A gateway may have no firewall at all: then nothing of it is read.</summary>
    private static DesiredLayer WithoutRules(GatewayFacts facts) => facts.Capabilities.Has("Device.Firewall.")
        ? FirewallLinker.Link(Empty(FirewallDialect.None), facts.Capabilities, facts.Reported)
        : DesiredHash.Layer(DesiredState.Layer.Firewall, new Dictionary<string, DesiredValue>(StringComparer.Ordinal), [], []);

    private static HostOutcome Access(HostRow host, CompileInput input, GatewayFacts facts)
    {
        const string none = "The gateway has no firewall rules that a server can write (capability level P0)";
        var verdict = HostAccess.Of(input, facts.AccessControl);
        var obstacle = verdict.IsDenied ? AccessRows.Obstacle(facts, host.Mac) : null;
        var said = new FirewallPolicy(FirewallDialect.None, [], [], obstacle is null ? verdict.Approximations : [new Approximation("*", "under", "access-control")]);
        return verdict.IsDenied && obstacle is null
            ? new(host.Mac, MudHostState.Compiled, $"{none}. Its access control shuts the host out of the internet: {verdict.Why}.", said) { IsShutOut = true }
            : new(host.Mac, MudHostState.Failed, $"{none}: nothing is enforced. Access control could only shut it out of the whole internet: {obstacle ?? verdict.Why}.", said);
    }

    private static FirewallPolicy Logged(FirewallPolicy policy) => policy with
    {
        Chains = [.. policy.Chains.Select(c => c with { Rules = [.. c.Rules.Select(r => r with { Log = r.Target == "Drop" })] })],
    };

    private static HostOutcome Compile(HostRow host, GatewayFacts facts, GatewayLan lan, FirewallDialect dialect)
    {
        var plan = HostPlan.Of(host, facts.Entries);
        if (!plan.IsWanted)
        {
            return Idle(host);
        }

        if (!plan.HoldsToFile || host.MudUrl is not { } url)
        {
            return CompileBlocks(host, plan, facts, lan, dialect);
        }

        var row = facts.Files.GetValueOrDefault(url);
        if (row?.Content is not { } content)
        {
            return row is { State: MudFileState.Bad }
                ? new(host.Mac, MudHostState.Failed, HostStanding.Unusable(row.Failure), KeepsPrevious: true)
                : new(host.Mac, MudHostState.Waiting, "Its MUD file has not been fetched yet.", KeepsPrevious: true);
        }

        if (facts.Parser(content) is not { } file)
        {
            return new(host.Mac, MudHostState.Failed, "Its MUD file cannot be read. Its rules stay as they were.", KeepsPrevious: true);
        }

        if (HostSigner.Wrong(host, row) is { } wrong)
        {
            return new(host.Mac, MudHostState.Failed, $"{wrong} The file is not used for it; its rules stay as they were.", KeepsPrevious: true);
        }

        if (facts.Profiles.TryGetValue(url, out var profile) && profile is null)
        {
            return new(host.Mac, MudHostState.Failed, "The community's profile in force cannot be read. Its rules stay as they were.", KeepsPrevious: true);
        }

        var addresses = Addresses(host);
        if (addresses.Count == 0 && KnowsByAddress(dialect))
        {
            return new(host.Mac, MudHostState.Waiting, "The host has no address, and this gateway's rules know hosts by address only.", KeepsPrevious: true);
        }

        // A new file brings names that nobody has asked for yet: rules without their addresses would cut off for a moment what
        // worked before and is allowed. Only the files in force have their names asked for.
        if (row.State == MudFileState.Good && NameUse.Of(file).Concat(profile is null ? [] : NameUse.Of(profile.File)).FirstOrDefault(n => !facts.Names.ContainsKey(PeerResolver.NameKey(n))) is { } name)
        {
            return Resolving(host, name);
        }

        if (Unresolved(plan, facts) is { } said)
        {
            return Resolving(host, said);
        }

        var input = InputOf(host, plan, file, facts, lan, dialect);
        if (dialect == FirewallDialect.None)
        {
            return Access(host, input, facts);
        }

        var policy = facts.Compiler(input);
        var rules = Tr181Printer.CountRules(policy);
        if (rules > facts.MaxRules)
        {
            return new(
                host.Mac,
                MudHostState.Failed,
                $"Its MUD file cannot be compiled: it makes {rules} firewall rules on this gateway ({FirewallDialects.NameOf(dialect)}), and {FirewallOptions.Section}:MaxRulesPerHost allows {facts.MaxRules}. Its rules stay as they were.",
                KeepsPrevious: true);
        }

        var proof = Prove(new ProofSubject(input, content, profile is null ? (ReadOnlyMemory<byte>?)null : profile.Content), policy, facts);
        if (proof is { Outcome: ProofOutcome.Different })
        {
            return Unproved(host, proof);
        }

        var notes = FirewallCompiler.Explain(input).Select(d => d.Text).Take(10);
        return new(host.Mac, MudHostState.Compiled, string.Join(' ', [proof?.Text ?? "", Standing(file), profile is null ? "" : $"Narrowed by the community's {profile.Name}.", .. notes]).Trim(), policy);
    }

    /// <summary>A host that is not held to a file, about which something is forbidden all the same.</summary>
    private static HostOutcome CompileBlocks(HostRow host, HostPlan plan, GatewayFacts facts, GatewayLan lan, FirewallDialect dialect)
    {
        var addresses = Addresses(host);
        if (addresses.Count == 0 && KnowsByAddress(dialect))
        {
            return new(host.Mac, MudHostState.Waiting, "The host has no address, and this gateway's rules know hosts by address only.", KeepsPrevious: true);
        }

        if (Unresolved(plan, facts) is { } name)
        {
            return Resolving(host, name);
        }

        var input = InputOf(host, plan, null, facts, lan, dialect);
        if (dialect == FirewallDialect.None)
        {
            return Access(host, input, facts);
        }

        var policy = facts.Compiler(input);
        var proof = Prove(new ProofSubject(input, null), policy, facts);
        return proof is { Outcome: ProofOutcome.Different } ? Unproved(host, proof) : new(
            host.Mac, MudHostState.NotEnforced,
            $"{proof?.Text} It is not held to a file{(host.ModeSetBy == ModeSource.Subscriber ? ", as the subscriber opted out" : "")}; {plan.Entries.Count(e => !e.Accept)} of the ISP's and the subscriber's prohibitions are.".Trim(), policy);
    }

    private static bool KnowsByAddress(FirewallDialect dialect) => dialect != FirewallDialect.None && !dialect.IsStateful();

    /// <summary>A name that an entry speaks of and nobody has asked for yet; it takes moments, and a name without addresses is an answer.</summary>
    private static string? Unresolved(HostPlan plan, GatewayFacts facts) =>
        plan.Entries.Select(e => e.Peer).OfType<PolicyPeer.Name>().Select(n => n.Value).FirstOrDefault(n => !facts.Names.ContainsKey(n));

    private static HostOutcome Resolving(HostRow host, string name) =>
        new(host.Mac, MudHostState.Waiting, $"The name {name} is being resolved.", KeepsPrevious: true, IsUnfinished: true);

    private static FirewallProof? Prove(ProofSubject subject, FirewallPolicy policy, GatewayFacts facts) =>
        facts.Proof is { } limits ? FirewallProof.Of(subject, policy, limits, facts.Time) : null;

    private static HostOutcome Unproved(HostRow host, FirewallProof proof) =>
        new(host.Mac, MudHostState.Failed, $"{proof.Text} Its rules stay as they were.", KeepsPrevious: true);

    /// <param name="file">Null: the host is held to none.</param>
    internal static CompileInput InputOf(HostRow host, HostPlan plan, MudFile? file, GatewayFacts facts, GatewayLan lan, FirewallDialect dialect)
    {
        var profile = file is null ? null : facts.Profiles.GetValueOrDefault(host.MudUrl!);
        return new(file is null ? Nothing(host.MudUrl) : file with { MudUrl = host.MudUrl! }, host.Mac, Addresses(host), lan.Prefixes, facts.Names, Controllers(lan), Peers(host, facts), dialect, facts.Strict)
        {
            Entries = plan.Entries, BlocksOnly = file is null, Community = profile is null ? null : profile.File with { MudUrl = host.MudUrl! }, CommunityName = profile?.Name,
        };
    }

    private static MudFile Nothing(string? url) => new(url ?? "", "", null, TimeSpan.Zero, true, null, null, null, null, null, null, null, [], [], []);

    private static string Standing(MudFile file) => file.IsSupported ? "" : "The manufacturer no longer supports this device.";

    private static Dictionary<string, IReadOnlyList<IPAddress>> Controllers(GatewayLan lan) =>
        new(StringComparer.Ordinal) { [DefaultFlows.Dns] = lan.Dns, [DefaultFlows.Ntp] = lan.Ntp };

    private static IReadOnlyList<KeyValuePair<string, IReadOnlyList<IPAddress>>> Peers(HostRow host, GatewayFacts facts) =>
        [.. facts.Hosts.Where(h => h.Mac != host.Mac && h.MudUrl is not null).OrderBy(h => h.Mac, StringComparer.Ordinal)
            .Select(h => new KeyValuePair<string, IReadOnlyList<IPAddress>>(h.MudUrl!, Addresses(h)))];

    internal static IReadOnlyList<IPAddress> Addresses(HostRow host) =>
        [.. host.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(a => IPAddress.TryParse(a, out var address) ? Prefixes.Normal(address) : null).OfType<IPAddress>().Distinct()];

    private static HostOutcome Idle(HostRow host) => host.MudUrl is null
        ? new(host.Mac, MudHostState.None, null)
        : host.Mode == MudMode.Enforce ? new(host.Mac, MudHostState.Waiting, null)
        : new(host.Mac, MudHostState.NotEnforced, $"{(ModelUrl.Is(host.MudUrl) && host.ModelSource != ModelProfiles.Assigned ? $"It looks like {host.Model}, which the community has a profile of. " : "")}Its mode is {host.Mode.ToString().ToLowerInvariant()}{(host.ModeSetBy == ModeSource.Subscriber ? ": the subscriber opted out" : "")}.");

    private static HostOutcome NoRules(HostRow host, GatewayFacts facts) => facts.IsWanted(host)
        ? new(host.Mac, MudHostState.Failed, "The gateway has no firewall rules that a server can write (capability level P0): nothing is enforced.")
        : Idle(host);

    private static IReadOnlyList<HostOutcome> Waiting(GatewayFacts facts, string reason) =>
        [.. facts.Hosts.Select(h => facts.IsWanted(h)
            ? new HostOutcome(h.Mac, MudHostState.Waiting, reason, KeepsPrevious: true) : Idle(h))];

    private static FirewallPolicy Empty(FirewallDialect dialect) => new(dialect, [], [], []);
}
