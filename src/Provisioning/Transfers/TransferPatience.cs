namespace Provisioning.Transfers;

/// <summary>How long a transfer may go without a word of it. Pure.</summary>
public static class TransferPatience
{
    /// <summary>A slow line is no fault: the time counts anew with every byte that is seen.</summary>
    /// <param name="wait">How much later than asked the gateway may begin.</param>
    /// <param name="seenAt">The last byte; null: none was seen.</param>
    public static DateTimeOffset Due(DateTimeOffset askedAt, TimeSpan wait, DateTimeOffset? seenAt, TimeSpan limit)
    {
        var from = askedAt + wait;
        return (seenAt > from ? seenAt.Value : from) + limit;
    }
}
