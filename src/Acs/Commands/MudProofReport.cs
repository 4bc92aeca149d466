using Provisioning.Firewall.Proof;

namespace Acs.Commands;

/// <summary>What <c>--prove</c> found.</summary>
/// <param name="Outcome"><c>equal</c>, <c>approximated</c>, <c>different</c> or <c>notProved</c>.</param>
/// <param name="Witnesses">The first packets that the rules decide otherwise than the file.</param>
internal sealed record MudProofReport(string Outcome, long Packets, string Text, IReadOnlyList<string> Witnesses)
{
    public static MudProofReport Of(FirewallProof proof) => new(
        proof.Outcome switch { ProofOutcome.Equal => "equal", ProofOutcome.Approximated => "approximated", ProofOutcome.Different => "different", _ => "notProved" },
        proof.Packets, proof.Text, [.. proof.Witnesses.Select(w => w.ToString())]);
}
