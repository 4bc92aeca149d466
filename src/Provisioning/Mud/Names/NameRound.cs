namespace Provisioning.Mud.Names;

/// <summary>One answer to a name.</summary>
/// <param name="IsOther">Another set of addresses than the answer before.</param>
/// <param name="IsNew">It held an address that was not seen in the 24 hours before.</param>
public readonly record struct NameRound(DateTimeOffset At, bool IsOther, bool IsNew);
