using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Warnings.Mitigations;

/// <summary>What a mitigation request names (RFC 9132 §4.4.1, RFC 9066 §5.3.1): what is attacked, and by whom in the ISP's network.</summary>
/// <param name="Named">Targets by name or alias; addresses are what a gateway's rule can hold.</param>
/// <param name="Lifetime">Seconds; -1: indefinite.</param>
/// <param name="Trigger">False: only when the session is lost.</param>
/// <param name="AttackStatus">1: still under attack, 2: mitigated; null: no efficacy is told.</param>
public sealed record MitigationScope(
    IReadOnlyList<IPNetwork> Targets, IReadOnlyList<PortRange> TargetPorts, IReadOnlyList<int> Protocols, IReadOnlyList<string> Named,
    IReadOnlyList<IPNetwork> Sources, IReadOnlyList<PortRange> SourcePorts, int? Lifetime, bool Trigger, int? AttackStatus)
{
    public static MitigationScope Empty { get; } = new([], [], [], [], [], [], null, true, null);
}
