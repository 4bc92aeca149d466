using System.Net;
using System.Text.Json;
using Provisioning;

namespace Acs.Northbound.Webhooks;

/// <summary>Who wants to be told of what.</summary>
/// <param name="Url">Absolute http or https.</param>
/// <param name="Events">Kinds, or <c>device.*</c>; absent: all.</param>
/// <param name="Secret"><c>whsec_</c> and base64 of 24 to 64 bytes; absent: one is made.</param>
public sealed record WebhookRequest(string Url, IReadOnlyList<string> Events, string? Secret)
{
    private const int LongestUrl = 2000;

    private static readonly string[] Fields = ["url", "events", "secret"];

    internal static WebhookRequest? Read(JsonElement body, bool allowPrivate, out Dictionary<string, string[]> errors)
    {
        errors = new(StringComparer.Ordinal);
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors["$"] = ["Must be a JSON object { url, events, secret }."];
            return null;
        }

        foreach (var unknown in body.EnumerateObject().Where(p => !Fields.Contains(p.Name, StringComparer.Ordinal)))
        {
            errors[unknown.Name] = [$"Is not known here; these are: {string.Join(", ", Fields)}."];
        }

        var url = ReadUrl(body, allowPrivate, errors);
        var events = ReadEvents(body, errors);
        var secret = body.TryGetProperty("secret", out var s) && s.ValueKind != JsonValueKind.Null ? s.ToString() : null;
        if (secret is not null && !WebhookSignature.IsSecret(secret))
        {
            errors["secret"] = ["Must be whsec_ and the base64 of 24 to 64 bytes; leave it out to have one made."];
        }

        return errors.Count == 0 ? new WebhookRequest(url, events, secret) : null;
    }

    private static string ReadUrl(JsonElement body, bool allowPrivate, Dictionary<string, string[]> errors)
    {
        var text = body.TryGetProperty("url", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (text.Length > LongestUrl || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") ||
            url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            errors["url"] = [$"Must be an absolute https or http URL of at most {LongestUrl} characters, without user or fragment."];
            return "";
        }

        // A name is judged when it is called: it may mean something else by then.
        if (!allowPrivate && (url.IsLoopback || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !PublicAddresses.IsPublic(address))))
        {
            errors["url"] = [$"Must lead to a public address, unless {WebhookOptions.Section}:AllowPrivateAddresses is set."];
        }

        return url.AbsoluteUri;
    }

    private static List<string> ReadEvents(JsonElement body, Dictionary<string, string[]> errors)
    {
        if (!body.TryGetProperty("events", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        List<string> kinds = value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Take(WebhookKinds.Most + 1).Select(k => k.ValueKind == JsonValueKind.String ? k.GetString()! : "")]
            : [""];
        if (kinds.Count > WebhookKinds.Most || !kinds.TrueForAll(WebhookKinds.IsPattern))
        {
            errors["events"] = [$"Must be an array of at most {WebhookKinds.Most} kinds, for example [\"campaign.paused\", \"device.*\"]."];
        }

        return kinds;
    }
}
