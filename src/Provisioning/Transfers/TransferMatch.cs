namespace Provisioning.Transfers;

/// <summary>Which transfer a gateway means when it tells that one has ended. Pure.</summary>
/// <param name="Transfer">Null: none of ours.</param>
public sealed record TransferMatch(OpenTransfer? Transfer, MatchedBy By)
{
    private static readonly TransferMatch Nothing = new(null, MatchedBy.Nothing);

    /// <summary>
    /// By the command key (TR-069 A.3.3.2), or the address where the gateway names one; else the only one that can be meant,
    /// because many lose the key (peers' quirk 23). Two that may be meant are none: what was not done is not called done.
    /// </summary>
    /// <param name="known">Of this gateway, in any order; keys and attempts are unique.</param>
    public static TransferMatch Find(ToldTransfer told, IReadOnlyList<OpenTransfer> known)
    {
        if (told.Attempt is { } attempt && known.FirstOrDefault(t => t.Attempt == attempt) is { } named)
        {
            return new(named, named.HasEnded ? MatchedBy.Repeated : MatchedBy.Address);
        }

        if (Keyed(told.CommandKey, known) is { } keyed)
        {
            return new(keyed, keyed.HasEnded ? MatchedBy.Repeated : MatchedBy.CommandKey);
        }

        if (told.IsElsewhere)
        {
            return Nothing;
        }

        var open = known.Where(t => !t.HasEnded && (told.IsUpload is null || t.IsUpload == told.IsUpload)).ToList();
        return open.Count == 1 ? new(open[0], MatchedBy.OnlyOpen)
            : Only(open, t => t.IsDelivered) is { } delivered ? new(delivered, MatchedBy.FileServer)
            : !open.Exists(t => t.IsDelivered) && Only(open, t => t.Bytes > 0) is { } begun ? new(begun, MatchedBy.FileServer)
            : Nothing;
    }

    /// <summary>Exactly, else without regard to case: some gateways write hexadecimal digits their own way.</summary>
    private static OpenTransfer? Keyed(string key, IReadOnlyList<OpenTransfer> known) => key.Length == 0 ? null
        : known.FirstOrDefault(t => string.Equals(t.CommandKey, key, StringComparison.Ordinal))
            ?? Only(known, t => string.Equals(t.CommandKey, key, StringComparison.OrdinalIgnoreCase));

    private static OpenTransfer? Only(IEnumerable<OpenTransfer> transfers, Func<OpenTransfer, bool> fits) =>
        transfers.Where(fits).Take(2).ToList() is [var only] ? only : null;
}
