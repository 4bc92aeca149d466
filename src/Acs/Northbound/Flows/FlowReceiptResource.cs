namespace Acs.Northbound;

/// <param name="Taken">Flows of known hosts that were judged.</param>
/// <param name="Answers">The other halves of those.</param>
/// <param name="UnknownHosts">Dropped: neither end is a known host.</param>
/// <param name="Findings">Different things that were found in them.</param>
/// <param name="Errors">Each record that could not be understood.</param>
internal sealed record FlowReceiptResource(int Taken, int Answers, int UnknownHosts, int Findings, IReadOnlyList<FlowError> Errors);
