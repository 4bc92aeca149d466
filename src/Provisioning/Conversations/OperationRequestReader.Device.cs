using System.Globalization;
using System.Text.Json;

namespace Provisioning.Conversations;

/// <summary>Attributes, software modules, vouchers.</summary>
public sealed partial class OperationRequestReader
{
    private static readonly string[] Notifications = ["off", "passive", "active"];

    private List<AttributeChange> Attributes()
    {
        var changes = new List<AttributeChange>();
        foreach (var (item, field) in Items("attributes", 1, MaxItems))
        {
            var path = StringOf(item, "path") ?? "";
            if (!IsPath(path))
            {
                Error($"{field}.path", "Must be a parameter, or an object with a dot at its end.");
            }

            var notification = Notification(item, field);
            var access = AccessList(item, field);
            if (notification is null && access is null)
            {
                Error(field, "Must give notification or accessList.");
            }

            changes.Add(new AttributeChange(path, notification, access));
        }

        return changes;
    }

    private int? Notification(JsonElement item, string field)
    {
        if (!item.TryGetProperty("notification", out var value))
        {
            return null;
        }

        var number = value.ValueKind == JsonValueKind.String
            ? Array.FindIndex(Notifications, n => n.Equals(value.GetString(), StringComparison.OrdinalIgnoreCase))
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var given) ? given : -1;
        if (number is < 0 or > 6)
        {
            Error($"{field}.notification", "Must be off, passive, active, or 0 to 6.");
        }

        return number;
    }

    private List<string>? AccessList(JsonElement item, string field)
    {
        if (!item.TryGetProperty("accessList", out var value))
        {
            return null;
        }

        var list = value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : "").ToList()
            : [""];
        if (list.Count > 32 || list.Exists(l => l.Length is 0 or > 64))
        {
            Error($"{field}.accessList", "Must be an array of names, for example [\"Subscriber\"].");
        }

        return list;
    }

    private List<SoftwareChange> SoftwareChanges()
    {
        var changes = new List<SoftwareChange>();
        foreach (var (item, field) in Items("changes", 1, 64))
        {
            if (!Enum.TryParse<SoftwareAction>(StringOf(item, "action"), ignoreCase: true, out var action) || !Enum.IsDefined(action))
            {
                Error($"{field}.action", "Must be install, update or uninstall.");
                continue;
            }

            Uri? url = null;
            if (item.TryGetProperty("url", out _)
                && (!Uri.TryCreate(StringOf(item, "url"), UriKind.Absolute, out url) || url.Scheme is not ("http" or "https" or "ftp" or "sftp") || url.AbsoluteUri.Length > 1024))
            {
                Error($"{field}.url", "Must be an absolute http, https, ftp or sftp URL of at most 1024 characters.");
            }

            if (url is null && action == SoftwareAction.Install)
            {
                Error($"{field}.url", "Is missing: an install needs a source.");
            }

            var uuid = StringOf(item, "uuid");
            if (uuid is not null && !Guid.TryParseExact(uuid, "D", out _))
            {
                Error($"{field}.uuid", "Must be a UUID.");
            }

            if (uuid is null && action == SoftwareAction.Uninstall)
            {
                Error($"{field}.uuid", "Is missing: an uninstall needs the module's UUID.");
            }

            changes.Add(new SoftwareChange(
                action, url, uuid, Bounded(item, "version", field, 32), Bounded(item, "username", field, 256), Bounded(item, "password", field, 256),
                Bounded(item, "executionEnvironment", field, 256)));
        }

        return changes;
    }

    private List<string> Vouchers()
    {
        var vouchers = new List<string>();
        if (!_body.TryGetProperty("vouchers", out var value) || value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > 32)
        {
            Error("vouchers", "Must be an array of 1 to 32 base64 texts.");
            return vouchers;
        }

        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !item.TryGetBytesFromBase64(out var bytes) || bytes.Length is 0 or > MaxValue)
            {
                Error(string.Create(CultureInfo.InvariantCulture, $"vouchers[{vouchers.Count}]"), "Must be base64.");
            }

            vouchers.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : "");
        }

        return vouchers;
    }

    private string? Bounded(JsonElement item, string name, string field, int most)
    {
        var text = StringOf(item, name);
        if (text?.Length > most)
        {
            Error($"{field}.{name}", $"Must not be longer than {most} characters.");
        }

        return text;
    }

    /// <summary>The objects of an array, each with its field's name.</summary>
    private List<(JsonElement Item, string Field)> Items(string name, int least, int most)
    {
        var items = new List<(JsonElement, string)>();
        if (!_body.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Array
            || value.GetArrayLength() < least || value.GetArrayLength() > most)
        {
            Error(name, $"Must be an array of {least} to {most} objects.");
            return items;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var field = $"{name}[{index++}]";
            if (item.ValueKind == JsonValueKind.Object)
            {
                items.Add((item, field));
            }
            else
            {
                Error(field, "Must be an object.");
            }
        }

        return items;
    }
}
