namespace Provisioning.Conversations;

/// <summary>One way that was tried to wake a device.</summary>
/// <param name="Way">As in <see cref="WakeResult"/>.</param>
/// <param name="Detail">What came back, for a person.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record WakeAttempt(string Way, bool Reached, string Detail, long Milliseconds);
