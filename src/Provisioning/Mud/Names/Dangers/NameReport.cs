namespace Provisioning.Mud.Names.Dangers;

/// <summary>A DNS name that a MUD file uses, and how it stands.</summary>
/// <param name="Addresses">What rules are made of now, IPv4 first.</param>
/// <param name="TimeToLive">Seconds, of the last answer.</param>
/// <param name="ChangesInDay">Answers of 24 hours that were another set than the one before.</param>
/// <param name="AddressesInDay">Different addresses in 24 hours.</param>
/// <param name="Gateways">Gateways that were asked for it themselves and answered.</param>
/// <param name="Failure">Why the last lookup gave no answer; null when it did.</param>
public sealed record NameReport(
    string Name,
    NameBehaviour Behaviour,
    IReadOnlyList<string> Addresses,
    DateTimeOffset? ResolvedAt,
    int? TimeToLive,
    int ChangesInDay,
    int AddressesInDay,
    int Gateways,
    string? Failure,
    IReadOnlyList<NameDanger> Dangers);
