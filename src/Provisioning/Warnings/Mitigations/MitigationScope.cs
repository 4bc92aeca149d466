using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Warnings.Mitigations;

/// <summary>What a mitigation request names (RFC 9132 §4.4.1, RFC 9066 §5.3.1): what is attacked, and by whom in the ISP's network.</summary>
/// <param name="Named">Targets by alias (RFC 8783), which nobody has told this server of.</param>
/// <param name="Lifetime">Seconds; -1: indefinite.</param>
/// <param name="Trigger">False: only when the session is lost.</param>
/// <param name="AttackStatus">1: still under attack, 2: mitigated; null: no efficacy is told.</param>
public sealed record MitigationScope(
    IReadOnlyList<IPNetwork> Targets, IReadOnlyList<PortRange> TargetPorts, IReadOnlyList<int> Protocols, IReadOnlyList<string> Named,
    IReadOnlyList<IPNetwork> Sources, IReadOnlyList<PortRange> SourcePorts, int? Lifetime, bool Trigger, int? AttackStatus)
{
    /// <summary>Targets by DNS name, until they are resolved.</summary>
    public IReadOnlyList<string> Fqdns { get; init; } = [];

    /// <summary>Targets by URI, until they are resolved.</summary>
    public IReadOnlyList<string> Uris { get; init; } = [];

    public static MitigationScope Empty { get; } = new([], [], [], [], [], [], null, true, null);
}
