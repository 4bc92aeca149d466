namespace Acs.Northbound;

/// <summary>A subscriber objects to an entry of the ISP's, for the own home.</summary>
/// <param name="Device">OUI-ProductClass-SerialNumber of the gateway.</param>
/// <param name="Entry">What it is about; null: it is not on record any more.</param>
/// <param name="Accepted">Null: not decided.</param>
public sealed record PolicyAppealResource(
    Guid Id, string Device, PolicyEntryResource? Entry, string Author, string Text, DateTimeOffset At, bool? Accepted, DateTimeOffset? DecidedAt, string? DecidedBy, string? Reason);
