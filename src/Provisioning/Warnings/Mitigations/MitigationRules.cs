using System.Net;
using System.Net.Sockets;
using Provisioning.Mud.Model;
using Provisioning.Mud.Questions;

namespace Provisioning.Warnings.Mitigations;

/// <summary>What of a request can be acted on, and which flows that blocks: exactly those to what is attacked. Pure.</summary>
internal static class MitigationRules
{
    /// <summary>RFC 9132 §4.4.1: seconds where the request says none.</summary>
    public const int DefaultLifetime = 3600;

    private const int WidestSourceV4 = 24;
    private const int WidestSourceV6 = 48;

    /// <returns>What is wrong with it; null: nothing.</returns>
    public static string? Wrong(MitigationScope scope)
    {
        // RFC 9066 §5.3.1: who attacks must be named to be found.
        return scope.Sources.Count == 0 ? "source-prefix is missing: a Call Home request names who attacks"
            : scope.Sources.FirstOrDefault(s => s.PrefixLength < (IsV4(s) ? WidestSourceV4 : WidestSourceV6)) is { BaseAddress: not null } wide && wide != default
                ? $"source-prefix: {wide} is wider than /{(IsV4(wide) ? WidestSourceV4 : WidestSourceV6)}; name the attackers"
            : scope.Named.Count > 0 ? "alias-name is not known here: aliases come by the data channel (RFC 8783), which is not spoken; name target-prefix, target-fqdn or target-uri"
            : scope.Targets.Count == 0 ? "target-prefix is missing: what is attacked is not named"
            : scope.TargetPorts.Count > 0 && scope.Protocols.Any(p => p is not (6 or 17)) ? "target-port-range: only TCP (6) and UDP (17) have ports"
            : scope.Lifetime == 0 ? "lifetime: 0 is no lifetime; DELETE withdraws"
            : !scope.Trigger ? "trigger-mitigation: mitigation when the session is lost is not offered"
            : Flows(scope).Count > SubscriberQuestions.MaxFlows ? $"the request names {Flows(scope).Count} flows; at most {SubscriberQuestions.MaxFlows}"
            : null;
    }

    public static IReadOnlyList<AskedFlow> Flows(MitigationScope scope)
    {
        IReadOnlyList<int> protocols = scope.Protocols.Count > 0 ? scope.Protocols : [-1];
        IReadOnlyList<PortRange> ports = scope.TargetPorts.Count > 0 ? scope.TargetPorts : [new PortRange(0, ushort.MaxValue)];
        return [.. scope.Targets.SelectMany(t => protocols.SelectMany(p => ports.Select(r => new AskedFlow(true, PeerOf(t), p, r.First, r.Last))))];
    }

    /// <summary>As long as was asked for and its source may (RFC 9132 §4.4.1: the server grants less than was asked for).</summary>
    public static int Granted(MitigationScope scope, int maxLifetimeHours)
    {
        var bound = maxLifetimeHours * 3600;
        return scope.Lifetime switch { -1 => bound, { } asked => Math.Min(asked, bound), null => Math.Min(DefaultLifetime, bound) };
    }

    /// <summary>Two requests of one client may not stand for the same (RFC 9132 §4.4.1.3).</summary>
    public static bool Overlap(MitigationScope left, MitigationScope right) =>
        Meet(left.Targets, right.Targets) && Meet(left.Sources, right.Sources)
        && (left.Protocols.Count == 0 || right.Protocols.Count == 0 || left.Protocols.Intersect(right.Protocols).Any())
        && (left.TargetPorts.Count == 0 || right.TargetPorts.Count == 0 || left.TargetPorts.Any(a => right.TargetPorts.Any(b => a.First <= b.Last && b.First <= a.Last)));

    /// <summary>Does a flow to this end belong to what is attacked?</summary>
    public static bool IsTarget(MitigationScope scope, string peer, int protocol, int port) =>
        IPAddress.TryParse(peer, out var address) && scope.Targets.Any(t => t.Contains(address))
        && (scope.Protocols.Count == 0 || scope.Protocols.Contains(protocol)) && (scope.TargetPorts.Count == 0 || scope.TargetPorts.Any(p => port >= p.First && port <= p.Last));

    private static bool Meet(IReadOnlyList<IPNetwork> left, IReadOnlyList<IPNetwork> right) =>
        left.Any(a => right.Any(b => a.Contains(b.BaseAddress) || b.Contains(a.BaseAddress)));

    private static bool IsV4(IPNetwork network) => network.BaseAddress.AddressFamily == AddressFamily.InterNetwork;

    private static string PeerOf(IPNetwork network) => network.PrefixLength == (IsV4(network) ? 32 : 128) ? network.BaseAddress.ToString() : network.ToString();
}
