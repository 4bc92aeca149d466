namespace Provisioning.Conversations;

/// <param name="Way">How: <c>http</c>, <c>usp-mqtt</c>.</param>
/// <param name="Detail">What came back, for a person.</param>
public sealed record WakeResult(bool Reached, string Way, string Detail);
