using System.Text.Json;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

/// <summary>
/// What became of each software module of an order whose modules end one by one. Kept in the order's row while it runs, in the form
/// of its result; the last end closes it. Each end counts once, in whatever order they come: an agent may tell of the first module
/// before it has answered for the last.
/// </summary>
internal static class SoftwareParts
{
    private const string Waits = "Pending";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The gateway has answered for every module.</summary>
    public static void Begun(OperationRow row, IReadOnlyList<SoftwareStart> modules, DateTimeOffset now)
    {
        var parts = Read(row);
        for (var i = 0; i < parts.Length && i < modules.Count; i++)
        {
            if (modules[i] is { HasEnded: true, Fault: var fault } && parts[i].State == Waits)
            {
                parts[i] = End(row, i, parts[i], fault, now);
            }
        }

        row.AcceptedAt = now;
        Write(row, parts, now);
    }

    /// <summary>One of them has ended.</summary>
    /// <param name="place">From 1.</param>
    public static void Ended(OperationRow row, int place, Fault? fault, DateTimeOffset now)
    {
        var parts = Read(row);
        if (place <= parts.Length && parts[place - 1].State == Waits)
        {
            parts[place - 1] = End(row, place - 1, parts[place - 1], fault, now);
            Write(row, parts, now);
        }
    }

    private static SoftwareResult End(OperationRow row, int index, SoftwareResult part, Fault? fault, DateTimeOffset now) => part with
    {
        State = fault is not null ? "Failed" : Changes(row)[index].Action == SoftwareAction.Uninstall ? "Uninstalled" : "Installed",
        CompletedAt = now,
        Fault = fault,
    };

    private static void Write(OperationRow row, SoftwareResult[] parts, DateTimeOffset now)
    {
        if (row.AcceptedAt is not null && Array.TrueForAll(parts, p => p.State != Waits))
        {
            OperationResult.Of(parts).Write(row, now);
        }
        else
        {
            row.Result = JsonSerializer.Serialize(new Parts(parts), Json);
        }
    }

    private static SoftwareResult[] Read(OperationRow row) => row.Result is { } kept
        ? JsonSerializer.Deserialize<Parts>(kept, Json)!.Results
        : [.. Changes(row).Select(c => new SoftwareResult(c.Uuid ?? "", "", c.Version ?? "", Waits, Resolved: false, [], null, null, null))];

    private static IReadOnlyList<SoftwareChange> Changes(OperationRow row) => OperationRequest.FromJson(row.Request).Changes ?? [];

    private sealed record Parts(SoftwareResult[] Results);
}
