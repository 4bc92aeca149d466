namespace Provisioning.Diagnostics.Results;

/// <param name="Host">Name, or the address where there is none.</param>
/// <param name="ErrorCode">ICMP code; 0 or null: none.</param>
/// <param name="TimesMs">One a try; empty: no answer.</param>
public sealed record TracerouteHop(int Hop, string? Host, string? Address, long? ErrorCode, IReadOnlyList<long> TimesMs);
