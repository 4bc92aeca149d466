namespace Provisioning.Flows;

/// <summary>What makes two observations the same finding of one home.</summary>
/// <param name="Peer">The other end's address.</param>
/// <param name="Port">Of the end that was opened; 0 where the protocol has none.</param>
internal sealed record FindingKey(string Mac, FindingKind Kind, bool FromDevice, string Peer, int Protocol, int Port);
