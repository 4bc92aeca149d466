using System.Text.Json;
using System.Text.Json.Serialization;
using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

/// <summary>How an ordered operation ended, as the API shows it.</summary>
internal sealed record OperationResult(OperationState State, string? Result, string? Fault)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static OperationResult Of(Outcome outcome) => outcome switch
    {
        Outcome.ValuesRead read => Success(new { values = read.Values.Select(Shown), missing = read.Missing }),
        Outcome.Discovered found => Success(new { names = found.Names }),
        Outcome.ValuesWritten written => Success(new { needsReboot = written.NeedsReboot }),
        Outcome.InstancesAdded { Fault: { } fault } => Failure(fault),
        Outcome.InstancesAdded added => Success(new { paths = added.Paths }),
        Outcome.InstancesDeleted { Fault: { } fault } => Failure(fault),
        Outcome.InstancesDeleted deleted => Success(new { paths = deleted.Paths }),
        Outcome.AttributesRead read => Success(new { attributes = read.Attributes }),
        Outcome.TransfersListed listed => Success(new { transfers = listed.Transfers }),
        Outcome.OptionsRead read => Success(new { options = read.Options }),
        Outcome.MethodsListed listed => Success(new { methods = listed.Methods }),
        Outcome.Answered answered => Success(JsonSerializer.Deserialize<JsonElement>(answered.Response)),
        Outcome.Accepted accepted => Success(accepted.Results),
        Outcome.Failed failed => Failure(failed.Fault),
        Outcome.Lost lost => Failure("lost", lost.Reason),
        _ => Failure("unknown", outcome.GetType().Name),
    };

    public static OperationResult Success(object result) => new(OperationState.Succeeded, JsonSerializer.Serialize(result, Json), null);

    public static OperationResult Failure(Fault fault) => new(OperationState.Failed, null, JsonSerializer.Serialize(
        new { code = fault.Code, text = fault.Text, parameters = fault.Parameters }, Json));

    public static OperationResult Failure(string code, string text) => Failure(new Fault(FaultKind.Other, code, text, []));

    /// <summary>One module that failed makes the operation a failure; what became of each is in the fault's list.</summary>
    public static OperationResult Of(IReadOnlyList<SoftwareResult> modules)
    {
        var failed = modules.Where(m => m.Fault is not null).ToList();
        return failed.Count == 0
            ? Success(new { results = modules })
            : Failure(failed[0].Fault! with { Parameters = [.. failed.Select(m => new ParameterFault(m.Uuid, m.Fault!.Code, m.Fault.Text))] });
    }

    public void Write(OperationRow row, DateTimeOffset now) =>
        (row.State, row.Result, row.Fault, row.FinishedAt) = (State, Result, Fault, now);

    private static ParameterValue Shown(ParameterValue value) =>
        value.Value.Length > 0 && HiddenParameters.IsHidden(value.Path) ? value with { Value = "" } : value;
}
