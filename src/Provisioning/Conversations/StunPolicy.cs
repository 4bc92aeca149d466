namespace Provisioning.Conversations;

/// <summary>What gateways behind a NAT are to do, by policy of the host.</summary>
/// <param name="Server">Name or address by which gateways reach the STUN server; null: STUN is not declared for any gateway.</param>
/// <param name="MinimumKeepAlive">Seconds.</param>
/// <param name="MaximumKeepAlive">Seconds.</param>
public sealed record StunPolicy(string? Server, int Port, int MinimumKeepAlive, int MaximumKeepAlive);
