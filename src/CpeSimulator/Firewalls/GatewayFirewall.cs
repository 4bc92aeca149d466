using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using CpeSimulator.DataModels;

namespace CpeSimulator.Firewalls;

/// <summary>
/// The packet filter of a gateway: decides by what stands in its data model, with a connection table. It shares no code with
/// any compiler of rules, so that a wrong rule shows as a wrong packet.
/// </summary>
public sealed class GatewayFirewall
{
    private const int DeepestCall = 16;

    private readonly DataModel _model;
    private readonly TimeProvider _clock;
    private readonly ConnectionTable _connections;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, long> _packets = new(StringComparer.Ordinal);
    private FirewallRules? _rules;
    private long _revision = -1;

    public GatewayFirewall(DataModel model, TimeProvider clock)
    {
        _model = model;
        _clock = clock;
        _connections = new ConnectionTable(clock);
        if (model.Schema.Objects.ContainsKey("Device.Firewall.Chain.{i}.Rule.{i}."))
        {
            model.Derive("Device.Firewall.Chain.{i}.Rule.{i}.Status", StatusOf);
            model.Derive("Device.Firewall.Chain.{i}.Rule.{i}.X_ACS-STREET_Packets", r => _packets.GetValueOrDefault(r.Path).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary><c>Device.IP.Interface.1</c></summary>
    public string LanInterface { get; init; } = "Device.IP.Interface.1";

    public string WanInterface { get; init; } = "Device.IP.Interface.2";

    /// <summary>Prefixes of the LAN; what lies in none of them is reached by the WAN interface.</summary>
    public IReadOnlyList<IPNetwork> LanPrefixes { get; set; } = [IPNetwork.Parse("192.168.1.0/24"), IPNetwork.Parse("fe80::/10")];

    /// <summary>
    /// Traffic between two hosts of the LAN is switched and never reaches the filter, as on an ordinary gateway. False for
    /// one that isolates its hosts.
    /// </summary>
    public bool BridgesLan { get; set; } = true;

    /// <summary>Decides, and remembers the connection when the packet passes.</summary>
    public Verdict Decide(Packet packet) => Decide(packet, remember: true);

    /// <summary>What would become of it; the gateway never saw it.</summary>
    public Verdict Ask(Packet packet) => Decide(packet, remember: false);

    /// <summary>A packet was decided by a rule with <c>Log</c> set.</summary>
    public event Action<Packet>? Logged;

    private Verdict Decide(Packet packet, bool remember)
    {
        var verdict = Find(packet, remember);
        if (remember)
        {
            foreach (var rule in verdict.Rules)
            {
                _packets.AddOrUpdate(rule, 1, (_, packets) => packets + 1);
            }
        }

        if (remember && verdict.Rules is [.., var last] && _model.Get(last + "Log") == "true")
        {
            Logged?.Invoke(packet);
        }

        return verdict;
    }

    private Verdict Find(Packet packet, bool remember)
    {
        lock (_gate)
        {
            var rules = Rules();
            var inward = packet.InInterface ?? InterfaceOf(packet.Source);
            var outward = packet.OutInterface ?? InterfaceOf(packet.Destination);
            var verdict = Judge(rules, packet, inward, outward);
            if (remember && verdict.Passes)
            {
                _connections.Accepted(packet);
            }

            return verdict;
        }
    }

    /// <summary>A reboot forgets the connections.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _connections.Clear();
            _packets.Clear();
        }
    }

    private FirewallRules Rules() => _model.Atomically(() =>
    {
        if (_rules is null || _revision != _model.Revision)
        {
            _rules = new FirewallRules(_model, _clock.GetUtcNow());
            _revision = _model.Revision;
        }

        return _rules;
    });

    private Verdict Judge(FirewallRules rules, Packet packet, string inward, string outward)
    {
        if (inward == outward && BridgesLan)
        {
            return new Verdict(FirewallAction.Accept, [], "bridged");
        }

        // TR-181 Hosts.AccessControl speaks of the broadband network only.
        if (inward != outward && rules.Denied.Contains(packet.SourceMac))
        {
            return new Verdict(FirewallAction.Drop, [], "Device.Hosts.AccessControl denies the host");
        }

        if (!rules.IsEnabled || rules.Config == "Off")
        {
            return new Verdict(FirewallAction.Accept, [], "firewall disabled");
        }

        var walk = new Walk(rules, packet, _connections.StateOf(packet), inward, outward);
        if (rules.Level is { } level)
        {
            return rules.Config == "Policy" ? ByPolicy(walk, level) : walk.Enter(level.Chain) ?? Default(level);
        }

        if (rules.Policies.Any(p => p.IsEnabled))
        {
            return ByPolicies(walk, rules.Policies) ?? Simple(walk);
        }

        foreach (var root in rules.Roots())
        {
            if (walk.Enter(root.Path) is { } verdict)
            {
                return verdict;
            }
        }

        return Simple(walk);
    }

    private Verdict ByPolicy(Walk walk, FirewallRules.LevelRow level)
    {
        var wanted = walk.Rules.Policies.Where(p => level.Policies.Contains(p.Path, StringComparer.Ordinal));
        return ByPolicies(walk, wanted.OrderBy(p => level.Policies.ToList().IndexOf(p.Path))) ?? Default(level);
    }

    // TR-181 Policy: Chain for traffic from source to destination interface, ReverseChain for the other way.
    private Verdict? ByPolicies(Walk walk, IEnumerable<FirewallRules.PolicyRow> policies)
    {
        foreach (var policy in policies.Where(p => p.IsEnabled && (p.IPVersion == -1 || p.IPVersion == walk.Packet.IPVersion)))
        {
            var source = policy.Source.Length == 0 ? LanInterface : policy.Source;
            var destination = policy.Destination;
            bool Is(string name, string wanted) => wanted.Length == 0 || name == wanted;
            var side = walk.In == source && Is(walk.Out, destination) ? policy.Forward
                : walk.Out == source && Is(walk.In, destination) ? policy.Reverse
                : default;
            var verdict = side.Target switch
            {
                null => null,
                "Chain" => walk.Enter(side.Chain),
                _ => new Verdict(ActionOf(side.Target), [], "target of " + policy.Path),
            };
            if (verdict is not null)
            {
                return verdict;
            }
        }

        return null;
    }

    private static Verdict Default(FirewallRules.LevelRow level) =>
        new(ActionOf(level.DefaultPolicy), [], "default policy of " + level.Path);

    // High and Low are the vendor's: here what is opened from inside passes, and High lets only web, mail and names out.
    private Verdict Simple(Walk walk)
    {
        if (walk.State == "ESTABLISHED")
        {
            return new Verdict(FirewallAction.Accept, [], "Config " + walk.Rules.Config + ": established");
        }

        var open = walk.In == LanInterface &&
            (walk.Rules.Config != "High" || walk.Packet.DestinationPort is 53 or 80 or 123 or 443 or 587 or 993 || walk.Packet.Protocol is 1 or 58);
        return new Verdict(open ? FirewallAction.Accept : FirewallAction.Drop, [], "Config " + walk.Rules.Config);
    }

    private string StatusOf(ObjectNode node)
    {
        var row = new RuleRow(_model, node);
        if (!row.Flag("Enable"))
        {
            return "Disabled";
        }

        FirewallSetMatch? Set(string reference) =>
            _model.Root.Singletons["Firewall"].Tables["Set"].Rows.FirstOrDefault(s => s.Path == reference + ".") is { } set
                ? new FirewallSetMatch(_model, set) : null;
        return new RuleCriteria(row, Set).IsMisconfigured ? "Error_Misconfigured" : "Enabled";
    }

    private string InterfaceOf(IPAddress address) =>
        address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.Broadcast) ||
        (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && (address.GetAddressBytes()[0] & 0xf0) == 0xe0) ||
        LanPrefixes.Any(p => p.Contains(address)) ? LanInterface : WanInterface;

    private static FirewallAction ActionOf(string target) => target switch
    {
        "Accept" => FirewallAction.Accept,
        "Reject" => FirewallAction.Reject,
        _ => FirewallAction.Drop,
    };

    private sealed record Walk(FirewallRules Rules, Packet Packet, string State, string In, string Out)
    {
        public Verdict? Enter(string chain) => Enter(chain, []);

        // TR-181 Rule.TargetChain: a subroutine call; without a match the calling chain goes on.
        private Verdict? Enter(string reference, IReadOnlyList<string> calls)
        {
            if (Rules.Find(reference) is not { IsEnabled: true } chain || calls.Count >= DeepestCall)
            {
                return null;
            }

            foreach (var rule in chain.Rules)
            {
                if (rule.Criteria.IsMisconfigured || !rule.Criteria.Matches(Packet, State, In, Out))
                {
                    continue;
                }

                if (rule.Target == "Return")
                {
                    return null;
                }

                if (rule.Target != "TargetChain")
                {
                    return new Verdict(ActionOf(rule.Target), [.. calls, rule.Path], "rule");
                }

                if (Enter(rule.TargetChain, [.. calls, rule.Path]) is { } verdict)
                {
                    return verdict;
                }
            }

            return null;
        }
    }
}
