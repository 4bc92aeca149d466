namespace Provisioning.Mud.Hosts;

/// <summary>
/// May a host that is known by one MUD URL go over to another that it announces? By itself only to another file of the same folder, by the same
/// signer (draft-ietf-opsawg-mud-acceptable-urls §5): then malware can choose among what the maker wrote for this product, and nothing else. Pure.
/// </summary>
/// <param name="Follows">It goes over now.</param>
/// <param name="Because">Why not, for a person; null when it does.</param>
/// <param name="WantsFile">Only the announced URL's file can say.</param>
internal sealed record Succession(bool Follows, string? Because, bool WantsFile = false)
{
    /// <param name="known">The file of the known URL, or null.</param>
    /// <param name="next">The file of the announced one, or null.</param>
    public static Succession Of(string knownUrl, MudFileStanding? known, string announced, MudFileStanding? next)
    {
        // The file's own mud-url is the root that its successors are held against.
        var root = known?.CanonicalUrl ?? knownUrl;
        if (!AnnouncedUrl.IsSuccessor(root, announced))
        {
            return Waits($"It is not a file of the same folder as {root}, and waits for a person.");
        }

        if (known is not { HasContent: true })
        {
            return new Succession(true, null); // Nothing is in force that it could escape from.
        }

        return next switch
        {
            { HasContent: true } when known.SignerId is not null && next.SignerId != known.SignerId => Waits(next.SignerId is null
                ? $"Its file is not signed, and that of the known URL is, by {known.Signer}; it waits for a person."
                : $"Its file is signed by {next.Signer}, and that of the known URL by {known.Signer}; it waits for a person."),
            { HasContent: true } => new Succession(true, null),
            { State: MudFileState.Bad } => Waits($"It is taken once its file can be used: {next.Failure ?? "see the file."}"),
            _ => Waits("It is taken once its file is fetched, if the same signer signed it.") with { WantsFile = true },
        };
    }

    private static Succession Waits(string because) => new(false, because);
}
