using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Provisioning.Conversations;
using Provisioning.Diagnostics;

namespace Acs.Northbound;

/// <summary>What each type of operation takes, for <c>/openapi/v1.json</c>. <see cref="OperationRequestReader"/> is what decides.</summary>
internal static class OperationSchemas
{
    private static readonly OperationInput Paths = new("paths", true, "Parameters, or objects with a dot at their end.", """["Device.DeviceInfo."]""");
    private static readonly OperationInput Delay = new("delaySeconds", false, "To wait after the session.", "60");
    private static readonly OperationInput Url = new("url", false, "Absolute http, https, ftp or sftp. A download takes this or imageId.", "\"https://files.example/image.bin\"") { InExample = true };
    private static readonly OperationInput FileType = new("fileType", false, "TR-069 file type; of a file of the catalogue it is known.", "\"1 Firmware Upgrade Image\"");
    private static readonly OperationInput Size = new("fileSize", false, "Bytes.", "1048576");
    private static readonly OperationInput TargetName = new("targetFileName", false, "The file's name at the gateway.", "\"image.bin\"");
    private static readonly OperationInput Image = new("imageId", false, "A file of the catalogue.", "\"018f2d3c-0000-7000-8000-000000000000\"");

    private static readonly Dictionary<string, OperationInput[]> Inputs = new(StringComparer.Ordinal)
    {
        [OperationTypes.SetValues] =
        [
            new("values", true, "What to write, all or nothing. Without type the gateway's own is taken; { path: value } will do too.",
                """[{ "path": "Device.ManagementServer.PeriodicInformInterval", "value": "3600", "type": "xsd:unsignedInt" }]"""),
        ],
        [OperationTypes.GetValues] = [Paths],
        [OperationTypes.GetNames] =
            [new("path", false, "Where to look; the root where it is missing.", "\"Device.\""), new("nextLevel", false, "Only the children.", "true")],
        [OperationTypes.AddInstance] =
        [
            new("path", true, "The table, with a dot at its end.", "\"Device.Firewall.Chain.\""),
            new("values", false, "First values, by names below the new instance.", """[{ "path": "Name", "value": "guests", "type": "xsd:string" }]"""),
        ],
        [OperationTypes.DeleteInstance] = [Paths with { Description = "Instances, each with a dot at its end.", Example = """["Device.Firewall.Chain.1."]""" }],
        [OperationTypes.Reboot] = [],
        [OperationTypes.FactoryReset] = [],
        [OperationTypes.Download] = [Url, Image, FileType, Size, TargetName, Delay],
        [OperationTypes.Upload] = [Url with { Description = "Where the gateway sends the file; without it here, see /devices/{id}/files." }, FileType with { Example = "\"1 Vendor Configuration File\"" }, Delay],
        [OperationTypes.Command] =
        [
            new("path", true, "The command, with () at its end.", "\"Device.IP.Diagnostics.IPPing()\""),
            new("arguments", false, "Input arguments by name.", """{ "Host": "192.0.2.1" }"""),
        ],
        [OperationTypes.ScheduleInform] = [Delay with { Required = true, InExample = true }],
        [OperationTypes.ScheduleDownload] =
        [
            Url, Image, FileType, Size, TargetName,
            new("windows", true, "One or two, in seconds from now.", """[{ "startSeconds": 3600, "endSeconds": 7200, "mode": "whenIdle", "userMessage": "An update waits.", "maxRetries": 3 }]"""),
        ],
        [OperationTypes.CancelTransfer] =
        [
            new("operationId", false, "Of the transfer; or its commandKey.", "\"018f2d3c-0000-7000-8000-000000000000\"") { InExample = true },
            new("commandKey", false, "Of a transfer that was not ordered here.", "\"key\""),
        ],
        [OperationTypes.QueuedTransfers] = [],
        [OperationTypes.GetAttributes] = [Paths],
        [OperationTypes.SetAttributes] =
            [new("attributes", true, "notification is off, passive or active; either member may be missing.", """[{ "path": "Device.DeviceInfo.", "notification": "active", "accessList": ["Subscriber"] }]""")],
        [OperationTypes.ChangeDuState] =
        [
            new("changes", true, "action is install, update or uninstall.", """
                [{ "action": "install", "url": "https://files.example/module", "uuid": "12345678-1234-1234-1234-123456789abc", "version": "1.0",
                   "username": "", "password": "", "executionEnvironment": "Device.SoftwareModules.ExecEnv.1." }]
                """),
        ],
        [OperationTypes.GetOptions] = [new("optionName", false, "All where it is missing.", "\"voice\"")],
        [OperationTypes.SetVouchers] = [new("vouchers", true, "Base64.", """["dm91Y2hlcg=="]""")],
        [OperationTypes.RpcMethods] = [],
        [OperationTypes.UspMessage] =
            [new("message", true, "A USP request with any of its fields, as protobuf writes it in JSON; the result is the response.", """{ "getSupportedDm": { "objPaths": ["Device."], "returnCommands": true } }""")],
        [OperationTypes.Diagnostic] =
        [
            new("diagnostic", true, $"One of {string.Join(", ", DiagnosticKinds.All)}.", $"\"{DiagnosticKinds.Ping}\""),
            new("host", false, "ping and traceroute: required.", "\"192.0.2.1\"") { InExample = true },
            new("name", false, "nslookup: required.", "\"example.com\""),
            new("server", false, "nslookup: the DNS server.", "\"192.0.2.53\""),
            new("url", false, "download, upload: the far end; the server's own where it is missing.", "\"http://speed.example/file\""),
            new("bytes", false, "download, upload.", "10000000"),
            new("count", false, "ping, nslookup: repetitions.", "4"),
            new("tries", false, "traceroute: per hop.", "3"),
            new("maxHops", false, "traceroute.", "30"),
            new("timeoutMs", false, "ping, traceroute, nslookup.", "5000"),
            new("size", false, "ping, traceroute: bytes of data.", "56"),
            new("dscp", false, "All but nslookup and wifiNeighbours.", "0"),
            new("interface", false, "All but wifiNeighbours: where it leaves the gateway.", "\"Device.IP.Interface.1.\""),
        ],
    };

    /// <summary>The body: one of the types, told apart by <c>type</c>.</summary>
    public static OpenApiSchema Body() => new()
    {
        Description = "An operation. Which members there are depends on type.",
        OneOf = [.. OperationTypes.All.Select(Of)],
    };

    private static IOpenApiSchema Of(string type)
    {
        var inputs = Inputs[type];
        var properties = inputs.ToDictionary(i => i.Name, i => (IOpenApiSchema)i.Schema(), StringComparer.Ordinal);
        properties["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create(type)] };
        var example = new JsonObject { ["type"] = type };
        foreach (var input in inputs.Where(i => i.InExample))
        {
            example[input.Name] = JsonNode.Parse(input.Example);
        }

        return new OpenApiSchema
        {
            Title = type,
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(inputs.Where(i => i.Required).Select(i => i.Name).Prepend("type"), StringComparer.Ordinal),
            Properties = properties,
            Examples = [example],
        };
    }
}
