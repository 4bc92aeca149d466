namespace Provisioning.Conversations;

/// <summary>An option of a gateway (TR-069 A.4.1.5).</summary>
/// <param name="State">0 disabled and not set up, 1 enabled and not set up, 2 disabled and set up, 3 enabled and set up.</param>
/// <param name="Mode">0 off, 1 until <paramref name="ExpiresAt"/>, 2 for good.</param>
public sealed record GatewayOption(
    string Name,
    long VoucherSerialNumber,
    int State,
    int Mode,
    DateTimeOffset? StartsAt,
    DateTimeOffset? ExpiresAt,
    bool IsTransferable);
