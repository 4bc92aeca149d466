using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>
/// An operation as the API ordered it and as <c>OperationRow.Request</c> keeps it. Only the members of its
/// <see cref="Type"/> are set; <see cref="OperationRequestReader"/> makes them from foreign JSON and says what is wrong.
/// </summary>
public sealed record OperationRequest
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>One of <see cref="OperationTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>setValues: full paths. addInstance: names relative to the new instance.</summary>
    public IReadOnlyList<ParameterValue>? Values { get; init; }

    /// <summary>getValues: parameters, or objects ending with a dot. deleteInstance: instances.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>getNames: where to look, empty for the root. addInstance: the table. command: the command's path.</summary>
    public string? Path { get; init; }

    /// <summary>getNames: only the children.</summary>
    public bool NextLevel { get; init; }

    /// <summary>download, scheduleDownload: CWMP file type, <c>1 Firmware Upgrade Image</c>. upload: <c>1 Vendor Configuration File</c>.</summary>
    public string? FileType { get; init; }

    /// <summary>download, scheduleDownload, upload: absolute. upload without it: the host makes a place on its file server.</summary>
    public Uri? Url { get; init; }

    /// <summary>download: an image of the catalogue; the host turns it into <see cref="Url"/> before it stores the request.</summary>
    public Guid? ImageId { get; init; }

    /// <summary>download: bytes, 0 when not known.</summary>
    public long FileSize { get; init; }

    /// <summary>download: of a link into the catalogue, good once; never the client's.</summary>
    public string? Username { get; init; }

    /// <summary>As <see cref="Username"/>.</summary>
    public string? Password { get; init; }

    /// <summary>download: hex.</summary>
    public string? Sha256 { get; init; }

    /// <summary>command: input arguments. diagnostic: its inputs, which stand beside <c>diagnostic</c> in the API.</summary>
    public IReadOnlyDictionary<string, string>? Arguments { get; init; }

    /// <summary>command: input arguments that are secrets, encrypted; never the client's.</summary>
    public IReadOnlyDictionary<string, string>? Sealed { get; init; }

    /// <summary>diagnostic: one of <see cref="Diagnostics.DiagnosticKinds"/>.</summary>
    public string? Diagnostic { get; init; }

    /// <summary>diagnostic: over which protocol it was begun; never the client's.</summary>
    public Protocols Via { get; init; }

    /// <summary>download, scheduleDownload: the name that the file gets at the gateway.</summary>
    public string? TargetFileName { get; init; }

    /// <summary>download, upload, scheduleInform: seconds to wait.</summary>
    public long DelaySeconds { get; init; }

    /// <summary>scheduleDownload: one or two.</summary>
    public IReadOnlyList<TransferWindow>? Windows { get; init; }

    /// <summary>cancelTransfer: of the transfer.</summary>
    public string? CommandKey { get; init; }

    /// <summary>setAttributes.</summary>
    public IReadOnlyList<AttributeChange>? Attributes { get; init; }

    /// <summary>changeDuState.</summary>
    public IReadOnlyList<SoftwareChange>? Changes { get; init; }

    /// <summary>getOptions: empty for all.</summary>
    public string? OptionName { get; init; }

    /// <summary>setVouchers: base64.</summary>
    public IReadOnlyList<string>? Vouchers { get; init; }

    /// <summary>uspMessage: a request's body as protobuf writes it in JSON.</summary>
    public string? Message { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is not such JSON.</exception>
    public static OperationRequest FromJson(string json) =>
        JsonSerializer.Deserialize<OperationRequest>(json, Json) ?? throw new JsonException("An operation's request is null.");

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>
    /// The neutral operation. A value without a type takes the one that the gateway reported; the command key is the
    /// operation's id, so that a late result finds it.
    /// </summary>
    /// <param name="id">Of the operation's row.</param>
    /// <exception cref="NotSupportedException">A type that has no neutral operation: it was not made by the reader.</exception>
    public Operation ToOperation(Guid id, Capabilities capabilities, ReportedParameters? reported = null)
    {
        var key = id.ToString("N");
        return Type switch
        {
            OperationTypes.SetValues => new Operation.WriteValues(id, [.. (Values ?? []).Select(v => Typed(v, v.Path, reported))], key),
            OperationTypes.GetValues => new Operation.ReadValues(id, Paths ?? []),
            OperationTypes.GetNames => new Operation.Discover(id, string.IsNullOrEmpty(Path) ? capabilities.Root : Path, NextLevel),
            OperationTypes.AddInstance => new Operation.AddInstances(id, [new NewInstance(Path ?? "", Values ?? [])], key),
            OperationTypes.DeleteInstance => new Operation.DeleteInstances(id, Paths ?? [], key),
            OperationTypes.Reboot => new Operation.Reboot(id, key),
            OperationTypes.FactoryReset => new Operation.FactoryReset(id),
            OperationTypes.Download when Url is not null =>
                new Operation.Download(id, key, FileType ?? "", Url, Username ?? "", Password ?? "", FileSize, Sha256, TargetFileName ?? "") { DelaySeconds = DelaySeconds },
            OperationTypes.Upload =>
                new Operation.Upload(id, key, FileType ?? "", Url ?? Operation.Upload.Here, Username ?? "", Password ?? "", DelaySeconds),
            OperationTypes.ScheduleDownload when Url is not null =>
                new Operation.ScheduleDownload(id, key, FileType ?? "", Url, Username ?? "", Password ?? "", FileSize, TargetFileName ?? "", Windows ?? []),
            OperationTypes.CancelTransfer => new Operation.CancelTransfer(id, CommandKey ?? ""),
            OperationTypes.QueuedTransfers => new Operation.ListTransfers(id),
            OperationTypes.ScheduleInform => new Operation.ScheduleContact(id, key, DelaySeconds),
            OperationTypes.GetAttributes => new Operation.ReadAttributes(id, Paths ?? []),
            OperationTypes.SetAttributes => new Operation.WriteAttributes(id, Attributes ?? []),
            OperationTypes.ChangeDuState => new Operation.ChangeSoftware(id, key, Changes ?? []),
            OperationTypes.GetOptions => new Operation.ReadOptions(id, OptionName ?? ""),
            OperationTypes.SetVouchers => new Operation.SetVouchers(id, Vouchers ?? []),
            OperationTypes.RpcMethods => new Operation.ListMethods(id),
            OperationTypes.UspMessage => new Operation.UspMessage(id, Message ?? ""),
            OperationTypes.Command =>
                new Operation.Command(id, Path ?? "", key, Arguments ?? ImmutableDictionary<string, string>.Empty),
            _ => throw new NotSupportedException($"{Type} cannot be done at a gateway."),
        };
    }

    private static ParameterValue Typed(ParameterValue value, string path, ReportedParameters? reported) =>
        value.Type == ParameterType.Unknown && reported?.Find(path) is { } known ? value with { Type = known.Type } : value;
}
