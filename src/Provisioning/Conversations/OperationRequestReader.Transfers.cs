using System.Text.Json;

namespace Provisioning.Conversations;

/// <summary>Files to and from a gateway.</summary>
public sealed partial class OperationRequestReader
{
    private OperationRequest Upload(OperationRequest request) => request with
    {
        FileType = FileType("1 Vendor Configuration File"),
        Url = _body.TryGetProperty("url", out _) ? TransferUrl() : null,
        DelaySeconds = Seconds("delaySeconds"),
    };

    private Uri? TransferUrl()
    {
        if (!Uri.TryCreate(Text("url"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https" or "ftp" or "sftp"))
        {
            Error("url", "Must be an absolute http, https, ftp or sftp URL.");
            return null;
        }

        if (url.AbsoluteUri.Length > MaxPath)
        {
            Error("url", $"Must not be longer than {MaxPath} characters (TR-069 A.3.2.8).");
        }

        return url;
    }

    private string FileType(string usual)
    {
        var fileType = Text("fileType") ?? usual;
        if (fileType.Length is 0 or > 64)
        {
            Error("fileType", $"Must be 1 to 64 characters, for example \"{usual}\".");
        }

        return fileType;
    }

    private List<TransferWindow> Windows()
    {
        var windows = new List<TransferWindow>();
        foreach (var (item, field) in Items("windows", 1, 2))
        {
            var start = Seconds(item, "startSeconds", field, 0, required: true);
            var end = Seconds(item, "endSeconds", field, 0, required: true);
            if (end <= start)
            {
                Error($"{field}.endSeconds", "Must be after startSeconds.");
            }

            if (windows.Count > 0 && start < windows[^1].EndSeconds)
            {
                // TR-069 A.4.1.8: windows do not overlap and stand in order.
                Error($"{field}.startSeconds", "Must not be before the end of the first window.");
            }

            var mode = TransferWindowMode.AnyTime;
            if (item.TryGetProperty("mode", out _) && (!Enum.TryParse(StringOf(item, "mode"), ignoreCase: true, out mode) || !Enum.IsDefined(mode)))
            {
                Error($"{field}.mode", $"Must be one of {string.Join(", ", Enum.GetNames<TransferWindowMode>().Select(n => char.ToLowerInvariant(n[0]) + n[1..]))}.");
            }

            var message = StringOf(item, "userMessage") ?? "";
            if (message.Length > 256)
            {
                Error($"{field}.userMessage", "Must not be longer than 256 characters.");
            }

            windows.Add(new TransferWindow(start, end, mode, message, (int)Number(item, "maxRetries", field, -1, -1, int.MaxValue)));
        }

        return windows;
    }

    /// <summary>The command key of an operation of ours is its id.</summary>
    private string TransferKey()
    {
        if (_body.TryGetProperty("operationId", out _))
        {
            if (Guid.TryParse(Text("operationId"), out var operation))
            {
                return operation.ToString("N");
            }

            Error("operationId", "Must be the id of a transfer's operation.");
            return "";
        }

        var key = Short("commandKey", 32);
        if (string.IsNullOrEmpty(key))
        {
            Error("commandKey", "Give the operationId or the commandKey of the transfer.");
        }

        return key ?? "";
    }

    private long Seconds(string name, long least = 0, bool required = false) => Seconds(_body, name, "", least, required);

    /// <summary>An unsignedInt of TR-069.</summary>
    private long Seconds(JsonElement item, string name, string field, long least, bool required)
    {
        if (!item.TryGetProperty(name, out _))
        {
            if (required)
            {
                Error(Field(field, name), "Is missing.");
            }

            return least;
        }

        return Number(item, name, field, least, least, uint.MaxValue);
    }

    private long Number(JsonElement item, string name, string field, long usual, long least, long most)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            return usual;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Error(Field(field, name), $"Must be a whole number from {least} to {most}.");
        return usual;
    }

    private string? Short(string name, int most)
    {
        var text = Text(name);
        if (text?.Length > most)
        {
            Error(name, $"Must not be longer than {most} characters.");
        }

        return text;
    }

    private static string Field(string item, string name) => item.Length == 0 ? name : $"{item}.{name}";
}
