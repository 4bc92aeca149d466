using System.Text.Json.Nodes;
using Provisioning.Flows;
using Provisioning.Mud.Questions;

namespace Acs.Northbound;

/// <summary>
/// <c>/mud/reports</c>: what a model's manufacturer may be told, in the form of draft-lear-opsawg-mud-reporter. Sums over all homes: no address,
/// no home, no gateway is in it. Numbers are written as the draft's example has them.
/// </summary>
internal static class MudReportsApi
{
    public static void MapMudReports(this IEndpointRouteBuilder api) =>
        api.MapGet("/mud/reports", GetAsync).WithTags("flows").Produces<JsonObject>()
            .WithSummary("?url=: a report to the manufacturer (draft-lear-opsawg-mud-reporter): packets that no ACE matches, packets by ACE, and in acs:told what subscribers want told.");

    private static async Task<IResult> GetAsync(string? url, ModelFindings findings, ToldMakers told, TimeProvider time, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["url"] = ["Must be a MUD URL."] });
        }

        var uses = await findings.UsesAsync(url, cancellationToken);
        var drops = (await findings.UndeclaredPacketsAsync(url, cancellationToken)).OrderBy(d => d.Key).Select(d => new JsonObject
        {
            ["reason"] = "nomatch", ["direction"] = d.Key ? "from-device" : "to-device", ["drop-count"] = d.Value,
        });
        var matches = uses.Select(u => new JsonObject { ["ace-name"] = u.Ace, ["packet-count"] = u.Packets });
        var report = new JsonObject
        {
            // yang:timestamp is 32 bits wide and says nothing of its epoch: seconds since 1970.
            ["time"] = (uint)time.GetUtcNow().ToUnixTimeSeconds(),
            ["drop-counts"] = new JsonArray([.. drops]),
            ["match-counts"] = new JsonArray([.. matches]),
        };
        // The draft has no word for what subscribers ask for; a node of our own is none of its module's.
        var (subscribers, flows) = await told.OfAsync(url, cancellationToken);
        if (subscribers > 0)
        {
            report["acs:told"] = new JsonObject
            {
                ["subscribers"] = subscribers,
                ["flows"] = new JsonArray([.. flows.Select(f => new JsonObject
                {
                    ["direction"] = f.FromDevice ? "from-device" : "to-device", ["protocol"] = f.Protocol, ["port"] = f.Port, ["subscribers"] = f.Subscribers,
                })]),
            };
        }

        return Results.Ok(new JsonObject
        {
            ["ietf-mud-reporter:mud-reporter"] = new JsonObject { ["mudurl"] = url, ["mud-report"] = new JsonArray(report) },
        });
    }
}
