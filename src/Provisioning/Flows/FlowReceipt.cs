namespace Provisioning.Flows;

/// <summary>What became of the flows that were brought.</summary>
/// <param name="Taken">Of known hosts, and judged.</param>
/// <param name="Answers">The other halves of those: they open nothing.</param>
/// <param name="UnknownHosts">Dropped: neither end is a known host of its home.</param>
/// <param name="Findings">Different things that were found, new or known.</param>
public sealed record FlowReceipt(int Taken, int Answers, int UnknownHosts, int Findings);
