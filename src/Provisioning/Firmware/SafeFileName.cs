namespace Provisioning.Firmware;

/// <summary>A file name that somebody sent, made harmless: it is shown and put into links, and never touches a path here.</summary>
internal static class SafeFileName
{
    private const int Longest = 64;

    public static string Of(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var safe = new string([.. last.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]).TrimStart('.');
        // The end says what kind of file it is, and some gateways look at it.
        safe = safe.Length > Longest ? safe[^Longest..].TrimStart('.') : safe;
        return safe.Length == 0 ? "image.bin" : safe;
    }
}
