namespace UspController.Messages;

/// <summary>A Notify, read.</summary>
/// <param name="SendResp">The agent wants a NotifyResp, and repeats until it has one.</param>
/// <param name="Reasons">Why it would open a contact.</param>
/// <param name="Report">What to make durable; null where the contact itself says all.</param>
/// <param name="Identity">Only an OnBoardRequest names the device.</param>
internal sealed record Notice(
    string MessageId,
    string SubscriptionId,
    bool SendResp,
    IReadOnlyList<ContactEvent> Reasons,
    Report? Report,
    DeviceId? Identity)
{
    /// <summary>TransferComplete!, which comes before the OperationComplete of the same Download().</summary>
    public bool IsTransferEvent { get; init; }

    /// <summary>Versions of an OnBoardRequest, comma-separated.</summary>
    public string? Versions { get; init; }

    /// <summary>The agent has started anew: what was known of it is to be asked again.</summary>
    public bool StartsAnew => Reasons.Contains(ContactEvent.Boot) || Reasons.Contains(ContactEvent.Bootstrap);
}
