using System.Globalization;
using System.Text.RegularExpressions;

namespace Provisioning.Mud.Parsing;

/// <summary>The leaves of the mud container (RFC 8520 §3).</summary>
internal static partial class HeaderReader
{
    public const int MaxUrl = 512;
    private static readonly TimeSpan DefaultValidity = TimeSpan.FromHours(48);

    /// <returns>False where the file must be refused.</returns>
    public static bool CheckVersion(ObjectReader mud, DiagnosticLog log)
    {
        if (mud.Take("mud-version") is not { } node)
        {
            log.Repair(MudCodes.Version, mud.Node, "'mud-version' is absent; 1 is the only version there is.", MudRepairs.DefaultVersion);
            return true;
        }

        if (Leaves.TryNumber(node, int.MaxValue, log, out var version) && version == 1)
        {
            return true;
        }

        log.Error(MudCodes.Version, node, $"'mud-version' is '{Leaves.Quote(node)}'; only 1 is known.");
        return false;
    }

    /// <returns>Null where the file must be refused.</returns>
    public static string? ReadMudUrl(ObjectReader mud, DiagnosticLog log)
    {
        if (mud.Take("mud-url") is not { } node)
        {
            log.Error(MudCodes.MudUrl, mud.Node, "'mud-url' is absent; write \"mud-url\": \"https://…\", the address that the device announces and this file is served at (RFC 8520 §3.2).");
            return null;
        }

        if (!node.IsString || node.Text.Length > MaxUrl || !Leaves.IsUri(node.Text) || !Uri.TryCreate(node.Text, UriKind.Absolute, out var url) ||
            (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || url.Host.Length == 0)
        {
            log.Error(MudCodes.MudUrl, node, $"'mud-url' is '{Leaves.Quote(node)}'; write an absolute https URL of at most {MaxUrl} characters.");
            return null;
        }

        if (url.Scheme == Uri.UriSchemeHttp)
        {
            log.Repair(MudCodes.MudUrl, node, "'mud-url' must be https (RFC 8520 §3.2); no device's http URL is ever fetched.", MudRepairs.HttpMudUrl);
        }

        return node.Text;
    }

    public static DateTimeOffset? ReadLastUpdate(ObjectReader mud, DiagnosticLog log)
    {
        if (mud.Take("last-update") is not { } node)
        {
            log.Repair(MudCodes.LastUpdate, mud.Node, "'last-update' is absent.", MudRepairs.DefaultLastUpdate);
            return null;
        }

        var zoned = node.IsString && ZonedTime().IsMatch(node.Text);
        if ((zoned || (node.IsString && UnzonedTime().IsMatch(node.Text))) &&
            DateTimeOffset.TryParse(node.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            if (!zoned)
            {
                log.Repair(MudCodes.LastUpdate, node, "'last-update' has no time zone; it is taken as UTC.", MudRepairs.LastUpdateUtc);
            }

            return time;
        }

        log.Repair(MudCodes.LastUpdate, node, $"'last-update' is '{Leaves.Quote(node)}'; write a time as in RFC 3339.", MudRepairs.DefaultLastUpdate);
        return null;
    }

    /// <summary>1 to 168 hours (RFC 8520 §3.5).</summary>
    public static TimeSpan ReadCacheValidity(ObjectReader mud, DiagnosticLog log)
    {
        if (mud.Take("cache-validity") is not { } node)
        {
            return DefaultValidity;
        }

        if (!Leaves.TryNumber(node, int.MaxValue, log, out var hours))
        {
            log.Repair(
                MudCodes.CacheValidity, node, $"'cache-validity' is '{Leaves.Quote(node)}'; 48 hours are taken.", MudRepairs.DefaultCacheValidity);
            return DefaultValidity;
        }

        var clamped = Math.Clamp(hours, 1, 168);
        if (clamped != hours)
        {
            log.Repair(
                MudCodes.CacheValidity, node, $"'cache-validity' is {hours}, outside of 1 to 168 hours; {clamped} is taken.", MudRepairs.ClampedCacheValidity);
        }

        return TimeSpan.FromHours(clamped);
    }

    public static bool ReadIsSupported(ObjectReader mud, DiagnosticLog log)
    {
        var node = mud.Take("is-supported");
        if (node is null || !Leaves.TryBoolean(node, log, out var supported))
        {
            log.Repair(MudCodes.IsSupported, node ?? mud.Node, "'is-supported' is mandatory; true is taken.", MudRepairs.DefaultIsSupported);
            return true;
        }

        if (!supported)
        {
            log.Info(MudCodes.Unsupported, node, "The manufacturer no longer supports this device: no more updates will come.");
        }

        return supported;
    }

    /// <summary>Cut to the 60 characters that RFC 8520 §3.7 would like it to have: it is shown to people.</summary>
    public static string? ReadSystemInfo(ObjectReader mud, DiagnosticLog log)
    {
        if (ReadText(mud, "systeminfo", MudCodes.SystemInfo, log) is not { } text)
        {
            return null;
        }

        var info = new StringInfo(text);
        if (info.LengthInTextElements > 60)
        {
            // SHOULD NOT, and the module sets no length: nothing is wrong with the file.
            log.Info(
                MudCodes.SystemInfo, mud.Node.Member("systeminfo") ?? mud.Node, $"'systeminfo' has {info.LengthInTextElements} characters; the first 60 are shown.");
            text = info.SubstringByTextElements(0, 60);
        }

        // A text element may be any number of combining characters.
        return text.Length <= 240 ? text : "";
    }

    public static string? ReadText(ObjectReader mud, string name, string code, DiagnosticLog log)
    {
        if (mud.Take(name) is not { } node)
        {
            return null;
        }

        if (node.IsString)
        {
            return node.Text;
        }

        log.Repair(code, node, $"'{name}' is not a string; it is left out.", MudRepairs.NodeIgnored);
        return null;
    }

    public static string? ReadSignatureUrl(ObjectReader mud, DiagnosticLog log)
    {
        if (mud.Take("mud-signature") is not { } node)
        {
            return null;
        }

        if (node.IsString && node.Text.Length <= MaxUrl && Leaves.IsUri(node.Text) && new Uri(node.Text).Host.Length > 0)
        {
            return node.Text;
        }

        log.Repair(MudCodes.SignatureUrl, node, $"'mud-signature' is '{Leaves.Quote(node)}'; write an absolute URL.", MudRepairs.NodeIgnored);
        return null;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,12})?(Z|[+-]\d{2}:\d{2})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ZonedTime();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,12})?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UnzonedTime();
}
