using System.Text.Json;
using Provisioning.DataModels.Capabilities;
using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>
/// Reads an operation that a client of the API wrote. Tells every error, each by the field it is in; bounds are those of
/// TR-069 where it has some (paths of 256 characters, A.3.2), else what a gateway can be asked in one message.
/// </summary>
public sealed partial class OperationRequestReader
{
    private const int MaxPath = 256;
    private const int MaxItems = 1000;
    private const int MaxValue = 65536;
    private const int MaxMessage = 256 * 1024;

    private readonly JsonElement _body;
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    private OperationRequestReader(JsonElement body) => _body = body;

    /// <summary>The request, or null and the errors by field.</summary>
    public static OperationRequest? Read(JsonElement body, out IReadOnlyDictionary<string, string[]> errors)
    {
        var reader = new OperationRequestReader(body);
        var request = reader.Read();
        errors = reader._errors.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal);
        return errors.Count == 0 ? request : null;
    }

    private OperationRequest? Read()
    {
        if (_body.ValueKind != JsonValueKind.Object)
        {
            Error("$", "Must be a JSON object.");
            return null;
        }

        var type = Text("type");
        if (!OperationTypes.All.Contains(type, StringComparer.Ordinal))
        {
            Error("type", $"Must be one of {string.Join(", ", OperationTypes.All)}.");
            return null;
        }

        var request = new OperationRequest { Type = type! };
        return type switch
        {
            OperationTypes.SetValues => request with { Values = Values(required: true, relative: false) },
            OperationTypes.GetValues => request with { Paths = Paths() },
            OperationTypes.GetNames => request with { Path = NamesPath(), NextLevel = Flag("nextLevel") },
            OperationTypes.AddInstance => request with { Path = ObjectPath(), Values = Values(required: false, relative: true) },
            OperationTypes.DeleteInstance => request with { Paths = Instances() },
            OperationTypes.Download => Download(request),
            OperationTypes.Command => request with { Path = CommandPath(), Arguments = Arguments() },
            OperationTypes.Diagnostic => Diagnostics.DiagnosticRequestReader.Read(_body, Error) is (var kind, var inputs)
                ? request with { Diagnostic = kind, Arguments = inputs }
                : request,
            OperationTypes.Upload => Upload(request),
            OperationTypes.ScheduleDownload => Download(request) with { Windows = Windows() },
            OperationTypes.CancelTransfer => request with { CommandKey = TransferKey() },
            OperationTypes.ScheduleInform => request with { DelaySeconds = Seconds("delaySeconds", least: 1, required: true) },
            OperationTypes.GetAttributes => request with { Paths = Paths() },
            OperationTypes.SetAttributes => request with { Attributes = Attributes() },
            OperationTypes.ChangeDuState => request with { Changes = SoftwareChanges() },
            OperationTypes.GetOptions => request with { OptionName = Short("optionName", 64) },
            OperationTypes.SetVouchers => request with { Vouchers = Vouchers() },
            OperationTypes.UspMessage => request with { Message = UspMessage() },
            _ => request,
        };
    }

    private OperationRequest Download(OperationRequest request)
    {
        var hasUrl = _body.TryGetProperty("url", out _);
        var hasImage = _body.TryGetProperty("imageId", out _);
        if (hasUrl == hasImage)
        {
            Error("url", "Give either url or imageId.");
        }

        var url = hasUrl ? TransferUrl() : null;
        Guid image = default;
        if (hasImage && !Guid.TryParse(Text("imageId"), out image))
        {
            Error("imageId", "Must be the id of a file of the catalogue.");
        }

        return request with
        {
            // Of a file of the catalogue it is known.
            FileType = hasImage && !_body.TryGetProperty("fileType", out _) ? null : FileType(Transfers.TransferFileTypes.Firmware),
            Url = url,
            ImageId = hasImage ? image : null,
            FileSize = Seconds("fileSize"),
            TargetFileName = Short("targetFileName", 256),
            DelaySeconds = Seconds("delaySeconds"),
        };
    }

    private List<ParameterValue> Values(bool required, bool relative)
    {
        var name = _body.TryGetProperty("values", out var values) ? "values" : "parameters";
        var result = new List<ParameterValue>();
        if (name == "parameters" && !_body.TryGetProperty("parameters", out values))
        {
            if (required)
            {
                Error("values", "Is missing: [{ path, value, type }] or { path: value }.");
            }

            return result;
        }

        if (values.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in values.EnumerateObject())
            {
                Add(result, $"{name}.{property.Name}", property.Name, property.Value, null, relative);
            }
        }
        else if (values.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in values.EnumerateArray())
            {
                var field = $"{name}[{index++}]";
                if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("value", out var value))
                {
                    Error(field, "Must be an object { path, value, type }.");
                    continue;
                }

                if (!relative && StringOf(item, "capability") is { } capability)
                {
                    AddCapability(result, field, capability, value);
                    continue;
                }

                var path = StringOf(item, "path") ?? StringOf(item, "name") ?? "";
                Add(result, field, path, value, StringOf(item, "type"), relative);
            }
        }
        else
        {
            Error(name, "Must be an array [{ path, value, type }] or an object { path: value }.");
        }

        if (required && result.Count == 0 && _errors.Count == 0)
        {
            Error(name, "Must name at least one parameter.");
        }

        if (result.Count > MaxItems)
        {
            Error(name, $"Must not have more than {MaxItems} items.");
        }

        return result;
    }

    private void Add(List<ParameterValue> result, string field, string path, JsonElement value, string? type, bool relative)
    {
        if (!IsPath(path) || ParameterPath.IsObject(path))
        {
            Error(field, relative ? "path must be a parameter's name below the new instance." : "path must be a parameter's full path (no dot at its end).");
            return;
        }

        // TR-106 3.2.3: a parameter is set once in a call (TR-069 A.3.2.1 refuses duplicates with 9003).
        if (result.Exists(v => string.Equals(v.Path, path, StringComparison.Ordinal)))
        {
            Error(field, $"{path} stands there twice.");
            return;
        }

        if (!ParameterTypes.TryParse(type, out var parsed))
        {
            Error(field, $"type {type} is not one of {string.Join(", ", ParameterTypes.Names)}.");
            return;
        }

        if (Scalar(value) is not { Length: <= MaxValue } text)
        {
            Error(field, $"value must be a string, number or boolean of at most {MaxValue} characters.");
            return;
        }

        if (parsed == ParameterType.Unknown && value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            parsed = ParameterType.Boolean;
        }

        if (!ParameterTypes.Accepts(parsed, text))
        {
            Error(field, $"\"{text}\" is not a {ParameterTypes.Name(parsed)}.");
            return;
        }

        result.Add(new ParameterValue(path, text, parsed));
    }

    private void AddCapability(List<ParameterValue> result, string field, string name, JsonElement value)
    {
        if (CapabilityName.Read(name) is not (_, _, { }))
        {
            Error(field, "capability must name a value: wifi.networks.1.ssid.");
        }
        else if (Scalar(value) is not { Length: <= MaxValue } text)
        {
            Error(field, $"value must be a string, number or boolean of at most {MaxValue} characters.");
        }
        else if (result.Exists(v => v.Path == CapabilityName.Prefix + name))
        {
            Error(field, $"{name} stands there twice.");
        }
        else
        {
            result.Add(new ParameterValue(CapabilityName.Prefix + name, text, ParameterType.String));
        }
    }

    private List<string> Paths()
    {
        var result = new List<string>();
        if (_body.TryGetProperty("capabilities", out var names))
        {
            foreach (var capability in names.ValueKind == JsonValueKind.Array ? names.EnumerateArray().Take(MaxItems).ToArray() : [names])
            {
                if (capability.ValueKind == JsonValueKind.String && CapabilityName.Read(capability.GetString()!) is not null)
                {
                    result.Add(CapabilityName.Prefix + capability.GetString());
                }
                else
                {
                    Error("capabilities", "Must name capabilities: [\"wifi.networks\"].");
                }
            }

            return result;
        }

        var name = _body.TryGetProperty("paths", out var paths) ? "paths" : _body.TryGetProperty("path", out paths) ? "path" : "parameters";
        if (name == "parameters" && !_body.TryGetProperty("parameters", out paths))
        {
            Error("paths", "Is missing: [\"Device.DeviceInfo.\"].");
            return result;
        }

        var items = paths.ValueKind == JsonValueKind.Array ? [.. paths.EnumerateArray()] : new[] { paths };
        if (items.Length is 0 or > MaxItems)
        {
            Error(name, $"Must have 1 to {MaxItems} items.");
            return result;
        }

        for (var i = 0; i < items.Length; i++)
        {
            var path = items[i].ValueKind == JsonValueKind.String ? items[i].GetString()! : "";
            if (IsPath(path))
            {
                result.Add(path);
            }
            else
            {
                Error($"{name}[{i}]", $"Must be a path of at most {MaxPath} characters, for example Device.DeviceInfo.");
            }
        }

        return result;
    }

    private List<string> Instances()
    {
        var paths = Paths();
        foreach (var path in paths.Where(p => !ParameterPath.IsObject(p)))
        {
            Error("path", $"{path} must end with a dot, as Device.Firewall.Chain.1. does.");
        }

        return paths;
    }

    private string NamesPath()
    {
        var path = Text("path") ?? "";
        if (path.Length > 0 && !IsPath(path))
        {
            Error("path", "Must be a path, or empty for the root.");
        }

        return path;
    }

    private string ObjectPath()
    {
        var path = Text("path") ?? "";
        if (!IsPath(path) || !ParameterPath.IsObject(path))
        {
            Error("path", "Must be a table's path with a dot at its end, for example Device.Firewall.Chain.");
        }

        return path;
    }

    /// <summary>Which requests there are is the protocol's matter: what is none becomes the operation's fault.</summary>
    private string UspMessage()
    {
        if (!_body.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object || message.EnumerateObject().Count() != 1
            || message.GetRawText().Length > MaxMessage)
        {
            Error("message", "Must be an object with one member, the request, for example { \"get\": { \"paramPaths\": [\"Device.\"] } }.");
            return "{}";
        }

        return message.GetRawText();
    }

    private string CommandPath()
    {
        var path = Text("path") ?? Text("command") ?? "";
        if (!IsPath(path) || !path.EndsWith("()", StringComparison.Ordinal))
        {
            Error("path", "Must be a command's path, for example Device.IP.Diagnostics.IPPing().");
        }

        return path;
    }

    private Dictionary<string, string> Arguments()
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!_body.TryGetProperty("arguments", out var arguments))
        {
            return result;
        }

        if (arguments.ValueKind != JsonValueKind.Object)
        {
            Error("arguments", "Must be an object { name: value }.");
            return result;
        }

        foreach (var argument in arguments.EnumerateObject())
        {
            if (argument.Name.Length > MaxPath || result.Count >= MaxItems || Scalar(argument.Value) is not { Length: <= MaxValue } text)
            {
                Error($"arguments.{argument.Name}", "Must be a string, number or boolean.");
                continue;
            }

            result[argument.Name] = text;
        }

        return result;
    }

    private bool Flag(string name)
    {
        if (!_body.TryGetProperty(name, out var value))
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Error(name, "Must be true or false.");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private string? Text(string name)
    {
        if (!_body.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Error(name, "Must be a string.");
        return null;
    }

    private void Error(string field, string text)
    {
        if (!_errors.TryGetValue(field, out var texts))
        {
            _errors[field] = texts = [];
        }

        texts.Add(text);
    }

    private static string? StringOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>
    /// A letter first, no empty segment, nothing that could break a line; USP's search expressions and wildcards pass. What no
    /// gateway can have must not wait in its queue.
    /// </summary>
    private static bool IsPath(string path) =>
        path.Length is > 0 and <= MaxPath && (char.IsAsciiLetter(path[0]) || path[0] == '_') && !path.Any(c => char.IsControl(c) || c is '<' or '&')
        && !char.IsWhiteSpace(path[^1]) && (path.Contains('[') || (!path.Contains("..", StringComparison.Ordinal) && !path.Any(char.IsWhiteSpace)));
}
