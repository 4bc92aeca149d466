using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Flows;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary>Observed flows come in here: of one gateway, or of many from a collector.</summary>
internal static class FlowsApi
{
    private const int MostRecords = 5000;
    private const int MostDevices = 500;

    public static void MapFlows(this IEndpointRouteBuilder api)
    {
        api.MapPost("/devices/{id}/flows", OfDeviceAsync).WithTags("flows").Takes<IReadOnlyList<FlowRequest>>().Produces<FlowReceiptResource>()
            .WithSummary($"Holds at most {MostRecords} flow records (names of IPFIX elements) against the policies of the home's hosts.");
        api.MapPost("/flows", OfManyAsync).WithTags("flows").Takes<IReadOnlyList<FlowRequest>>().Produces<FlowReceiptResource>()
            .WithSummary($"The same for a collector: each record has its device, of which there may be {MostDevices}.");
    }

    private static async Task<IResult> OfDeviceAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, FlowIntake intake, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        return Refusal(body) ?? await TakeAsync(body, _ => device.Id, intake, cancellationToken);
    }

    private static async Task<IResult> OfManyAsync(
        HttpContext http, IDbContextFactory<AcsDbContext> database, FlowIntake intake, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        if (Refusal(body) is { } refusal)
        {
            return refusal;
        }

        var keys = body.EnumerateArray().Select(KeyOf).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (keys.Count > MostDevices)
        {
            return Wrong($"Has records of {keys.Count} devices; at most {MostDevices} are taken at once.");
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var devices = await db.Devices.AsNoTracking().Where(d => keys.Contains(d.Key))
            .ToDictionaryAsync(d => d.Key, d => d.Id, StringComparer.Ordinal, cancellationToken);
        return await TakeAsync(body, r => KeyOf(r) is { } key && devices.TryGetValue(key, out var device) ? device : null, intake, cancellationToken);
    }

    private static async Task<IResult> TakeAsync(JsonElement body, Func<JsonElement, long?> deviceOf, FlowIntake intake, CancellationToken cancellationToken)
    {
        var flows = new List<(long, FlowRecord)>();
        var errors = new List<FlowError>();
        foreach (var (index, record) in body.EnumerateArray().Index())
        {
            if (FlowRecordReader.Read(record, out var wrong) is not { } flow)
            {
                errors.Add(new FlowError(index, wrong));
            }
            else if (deviceOf(record) is not { } device)
            {
                errors.Add(new FlowError(index, "device names no known device."));
            }
            else
            {
                flows.Add((device, flow));
            }
        }

        var receipt = await intake.TakeAsync(flows, cancellationToken);
        return Results.Ok(new FlowReceiptResource(receipt.Taken, receipt.Answers, receipt.UnknownHosts, receipt.Findings, errors));
    }

    private static IResult? Refusal(JsonElement body) =>
        body.ValueKind != JsonValueKind.Array ? Wrong("Must be an array of flow records.")
        : body.GetArrayLength() > MostRecords ? Wrong($"Has {body.GetArrayLength()} records; at most {MostRecords} are taken at once.")
        : null;

    private static string? KeyOf(JsonElement record) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty("device", out var device) && device.ValueKind == JsonValueKind.String
        && DeviceId.TryParse(device.GetString()!, out var id) ? id.ToString() : null;

    private static IResult Wrong(string text) => Results.ValidationProblem(new Dictionary<string, string[]> { ["$"] = [text] });
}
