using Provisioning.Firewall;

namespace Acs.Northbound;

/// <param name="Verdict"><c>accept</c>, <c>drop</c> or <c>undecided</c>: no rule holds for it, the gateway's own rules decide.</param>
/// <param name="Rules">Paths of the rules on the way, the deciding one last.</param>
internal sealed record PacketVerdict(string Verdict, IReadOnlyList<string> Rules, IReadOnlyList<Because> Because);
