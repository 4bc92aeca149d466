namespace Provisioning.Conversations;

/// <summary>TR-069 A.4.1.8: when a scheduled transfer may be carried out.</summary>
/// <param name="StartSeconds">Seconds from the request to the window's begin.</param>
/// <param name="EndSeconds">Seconds from the request to the window's end.</param>
/// <param name="UserMessage">For the subscriber, where the mode asks; at most 256 characters.</param>
/// <param name="MaxRetries">0: none; -1: as often as the gateway sees fit.</param>
public sealed record TransferWindow(
    long StartSeconds,
    long EndSeconds,
    TransferWindowMode Mode = TransferWindowMode.AnyTime,
    string UserMessage = "",
    int MaxRetries = -1);
