using Provisioning.Firewall.Evaluation;

namespace Provisioning.Firewall.Proof;

/// <summary>
/// What the rules of one host let through, held against what its MUD file and the ISP's and subscriber's entries say, over one packet of
/// every kind that either side can tell apart. The rules are read back as they are printed, and the file as it was fetched: neither the
/// parser nor the compiler has a part in the answer.
/// </summary>
/// <param name="Packets">How many were asked.</param>
/// <param name="Witnesses">The first packets that are decided otherwise; one for each approximation, at most <see cref="MostWitnesses"/>.</param>
/// <param name="Note">Why it is not proved.</param>
public sealed record FirewallProof(ProofOutcome Outcome, long Packets, IReadOnlyList<ProofWitness> Witnesses, string? Note)
{
    public const int MostWitnesses = 10;

    public static FirewallProof Of(ProofSubject subject, FirewallPolicy policy, ProofLimits limits, TimeProvider time)
    {
        var (facts, network) = (subject.Facts, new ProofNetwork(subject.Facts));
        if (Read(subject.File, null) is not { } file || (facts.Community is not null && subject.Community is null) || Read(subject.Community, "community") is not { } community)
        {
            return new(ProofOutcome.NotProved, 0, [], "The file is written in a notation that the proof does not read.");
        }

        var printed = Tr181Printer.Print(policy);
        var stated = new StatedPolicy(subject, network, file, subject.Community is null ? null : community, policy.Approximations);
        return new ProofRun(new FirewallEvaluator(printed), stated, limits, time).Run(new ProofPackets(facts, stated, RuleCriteria.Of(printed)));

        IReadOnlyList<StatedEntry>? Read(ReadOnlyMemory<byte>? document, string? layer) =>
            document is { } bytes ? StatedFile.Read(bytes.Span, network, [.. policy.Approximations.Where(a => a.Layer == layer)], facts.Strict) : [];
    }

    /// <summary>One line for people.</summary>
    public string Text => Outcome switch
    {
        ProofOutcome.Equal => $"Proved: of {Packets} kinds of packets the rules decide every one as the policy says.",
        ProofOutcome.Approximated => $"Proved but for what the approximations name: {Packets} kinds of packets.",
        ProofOutcome.Different => $"The rules do not say what the policy says: {Witnesses.First(w => w.CoveredBy is null)}.",
        _ => $"Not proved: {Note}",
    };
}
