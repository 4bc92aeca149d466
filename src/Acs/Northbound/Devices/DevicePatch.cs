using System.Text.Json;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>What an administrator may say of a device: a member that is absent stays, null takes away.</summary>
public sealed record DevicePatch
{
    private const int MaxTags = 32;
    private const int MaxTag = 40;
    private const int MaxSubscriber = 256;

    private static readonly string[] Fields = ["tags", "subscriber", "timeZone"];

    /// <summary>Letters, digits and <c>-_.:</c>; replaces all tags.</summary>
    public IReadOnlyList<string>? Tags { get; private init; }

    public string? Subscriber { get; private init; }

    /// <summary>IANA name.</summary>
    public string? TimeZone { get; private init; }

    private bool HasSubscriber { get; init; }

    private bool HasTimeZone { get; init; }

    internal static DevicePatch Read(JsonElement body, out Dictionary<string, string[]> errors)
    {
        errors = new(StringComparer.Ordinal);
        var patch = new DevicePatch();
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors["$"] = ["Must be a JSON object."];
            return patch;
        }

        foreach (var property in body.EnumerateObject())
        {
            switch (property.Name)
            {
                case "tags" when ReadTags(property.Value) is { } tags:
                    patch = patch with { Tags = tags };
                    break;
                case "tags":
                    errors["tags"] = [$"Must be an array of at most {MaxTags} words of 1 to {MaxTag} letters, digits or -_.: characters."];
                    break;
                case "subscriber" when ReadText(property.Value, MaxSubscriber, out var subscriber):
                    patch = patch with { Subscriber = subscriber, HasSubscriber = true };
                    break;
                case "subscriber":
                    errors["subscriber"] = [$"Must be a string of at most {MaxSubscriber} characters, or null."];
                    break;
                case "timeZone" when ReadText(property.Value, 64, out var zone) && (zone is null || (zone.Contains('/', StringComparison.Ordinal) || zone == "UTC") && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)):
                    patch = patch with { TimeZone = zone, HasTimeZone = true };
                    break;
                case "timeZone":
                    errors["timeZone"] = ["Must be an IANA time zone, for example Europe/Berlin, or null."];
                    break;
                default:
                    errors[property.Name] = [$"Cannot be changed; these can: {string.Join(", ", Fields)}."];
                    break;
            }
        }

        return patch;
    }

    /// <summary>Applies it and names what it changed.</summary>
    internal string Apply(DeviceRow device)
    {
        var changed = new List<string>(3);
        if (Tags is not null)
        {
            device.Tags = Tags.Count == 0 ? " " : $" {string.Join(' ', Tags)} ";
            changed.Add("tags");
        }

        if (HasSubscriber)
        {
            device.Subscriber = Subscriber;
            changed.Add("subscriber");
        }

        if (HasTimeZone)
        {
            device.TimeZone = TimeZone;
            changed.Add("time zone");
        }

        return changed.Count == 0 ? "nothing" : string.Join(", ", changed);
    }

    private static List<string>? ReadTags(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MaxTags)
        {
            return null;
        }

        var tags = value.EnumerateArray().Select(t => t.ValueKind == JsonValueKind.String ? t.GetString()! : "").ToList();
        return tags.TrueForAll(IsTag) ? [.. tags.Distinct(StringComparer.Ordinal)] : null;
    }

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= MaxTag && tag.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ':');

    private static bool ReadText(JsonElement value, int longest, out string? text)
    {
        text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return value.ValueKind == JsonValueKind.Null || (text is not null && text.Length <= longest && !text.Any(char.IsControl));
    }
}
