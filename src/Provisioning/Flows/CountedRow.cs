namespace Provisioning.Flows;

/// <summary>What a row's counters said.</summary>
/// <param name="Subject">What is counted there: another thing begins anew.</param>
internal sealed record CountedRow(string Subject, long Packets, long Octets)
{
    /// <summary>
    /// What is new since then; a counter that is lower than before began anew, as it does when the gateway restarts (TR-106 StatsCounter).
    /// </summary>
    /// <returns>Packets and octets since then, and whether it goes on from there.</returns>
    public (long Packets, long Octets, bool Continues) Since(CountedRow? before) =>
        before is null || before.Subject != Subject || Packets < before.Packets || Octets < before.Octets
            ? (Packets, Octets, false)
            : (Packets - before.Packets, Octets - before.Octets, true);
}
