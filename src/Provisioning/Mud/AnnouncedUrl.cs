using System.Text;

namespace Provisioning.Mud;

/// <summary>
/// A MUD URL out of the value of DHCP option 161 or 112 (RFC 8520 §10): hexBinary in the data model, then
/// <c>mudurl [SP reserved]</c>. Whatever sits on a subscriber's LAN writes it.
/// </summary>
public static class AnnouncedUrl
{
    /// <summary>Octets of a DHCPv4 option, and no longer over DHCPv6: both announce the same URL.</summary>
    public const int MaxLength = 255;

    /// <returns>The URL, or null and why the value is ignored.</returns>
    public static (string? Url, string? Ignored) Decode(string hexBinary)
    {
        if (hexBinary.Length is 0 or > 2 * MaxLength)
        {
            return (null, $"its MUD URL option holds {hexBinary.Length / 2} octets; 1 to {MaxLength} are allowed");
        }

        if (hexBinary.Length % 2 != 0 || !hexBinary.All(char.IsAsciiHexDigit))
        {
            return (null, "its MUD URL option is not hexBinary");
        }

        var octets = Convert.FromHexString(hexBinary).AsSpan();
        if (octets[^1] == 0)
        {
            octets = octets[..^1]; // Clients in C send their terminator.
        }

        var space = octets.IndexOf((byte)' ');
        var url = space < 0 ? octets : octets[..space];
        return url.ContainsAnyExceptInRange((byte)0x21, (byte)0x7e)
            ? (null, "its MUD URL holds characters that no URL has")
            : Check(Encoding.ASCII.GetString(url));
    }

    /// <summary>As text, with or without what is reserved behind a space (RFC 8520 §12).</summary>
    /// <returns>The URL, or null and why the value is ignored.</returns>
    public static (string? Url, string? Ignored) Read(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return Check(space < 0 ? text : text[..space]);
    }

    /// <summary>https (RFC 8520 §3.2) with a host, no user, no fragment.</summary>
    /// <returns>The URL as written, or null and why it is not acceptable.</returns>
    public static (string? Url, string? Ignored) Check(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return (null, $"its MUD URL has {text.Length} characters; 1 to {MaxLength} are allowed");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || text.Any(c => c is < '!' or > '~'))
        {
            return (null, "its MUD URL is not an absolute URL");
        }

        if (url.Scheme != Uri.UriSchemeHttps)
        {
            return (null, "its MUD URL is not https");
        }

        if (Community.ModelUrl.Is(text))
        {
            return (null, "its MUD URL is one that stands for a model inside this server");
        }

        return url.Host.Length == 0 || url.UserInfo.Length > 0 || url.Fragment.Length > 0
            ? (null, "its MUD URL has no host, or has a user or a fragment")
            : (text, null);
    }

    /// <summary>
    /// Whether both are files of one folder: what is left of the last slash is the same (draft-ietf-opsawg-mud-acceptable-urls §5). A last
    /// segment with a slash in disguise is none: a server may read it as another folder.
    /// </summary>
    /// <param name="known">The root: the mud-url of the file in force.</param>
    public static bool IsSuccessor(string known, string announced)
    {
        if (!Uri.TryCreate(known, UriKind.Absolute, out var from) || !Uri.TryCreate(announced, UriKind.Absolute, out var to) ||
            from.Query.Length > 0 || to.Query.Length > 0 || HidesSlash(from) || HidesSlash(to))
        {
            return false;
        }

        return from.Scheme == to.Scheme &&
            string.Equals(from.Authority, to.Authority, StringComparison.OrdinalIgnoreCase) &&
            Folder(from) == Folder(to);
    }

    private static bool HidesSlash(Uri url) =>
        url.AbsolutePath.Contains("%2f", StringComparison.OrdinalIgnoreCase) || url.AbsolutePath.Contains("%5c", StringComparison.OrdinalIgnoreCase) ||
        url.AbsolutePath.Contains("%2e", StringComparison.OrdinalIgnoreCase);

    private static string Folder(Uri url) => url.AbsolutePath[..(url.AbsolutePath.LastIndexOf('/') + 1)];
}
