namespace Provisioning.Flows.Counters;

/// <summary>A counter as the gateway reported it last.</summary>
/// <param name="Row">Instance path with its dot.</param>
/// <param name="Counts">Whose packets, and what became of them; its numbers are those so far.</param>
/// <param name="FromZero">It is of a rule of this server's, so all that it says is news. Another began at nobody knows when.</param>
internal sealed record Counter(string Row, CountedRow Now, CountedPackets Counts, bool FromZero);
