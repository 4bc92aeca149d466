using Acs.Security;
using Provisioning.Wire;

namespace Acs.Northbound.Wire;

/// <summary><c>/wire/rules</c> and <c>/wire/unidentified</c>.</summary>
internal static class WireRulesApi
{
    public static void MapWireRules(this IEndpointRouteBuilder api)
    {
        var wire = api.MapGroup("/wire").WithTags("wire");
        wire.MapGet("/rules", ListAsync).Produces<Page<WireRuleResource>>().WithSummary("What is recorded: rules, and devices switched on.");
        wire.MapPost("/rules", AddAsync).Produces<WireRuleResource>(StatusCodes.Status201Created)
            .WithSummary("Records by rule: { kind: search | faulted | unknown, search, until }.");
        wire.MapDelete("/rules/{rule:guid}", RemoveAsync).Produces(StatusCodes.Status204NoContent);
        wire.MapGet("/unidentified", Unidentified).Produces<Page<WireView>>().WithSummary("The last messages that belong to no known device, newest first.");
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, WireAdministration wire, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        var rows = (await wire.ListAsync(cancellationToken)).Skip(page.Skip).Take(page.Limit + 1).ToList();
        return Results.Ok(page.OfPositions(rows, WireRuleResource.Of));
    }

    private static async Task<IResult> AddAsync(HttpContext http, WireAdministration wire, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var until = WireRequests.Until(body, time.GetUtcNow(), errors);
        var (kind, search) = WireRequests.Rule(body, errors);
        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        var row = await wire.AddAsync(kind, search, until, Principals.Author(http.User), cancellationToken);
        return Results.Created($"{NorthboundModule.Prefix}/wire/rules/{row.Id}", WireRuleResource.Of(row));
    }

    private static async Task<IResult> RemoveAsync(Guid rule, WireAdministration wire, CancellationToken cancellationToken) =>
        await wire.RemoveAsync(rule, cancellationToken)
            ? Results.NoContent()
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such rule.");

    private static IResult Unidentified(string? limit, string? cursor, WireUnidentified kept)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        var rows = kept.All().Reverse().Skip(page.Skip).Take(page.Limit + 1).ToList();
        return Results.Ok(page.OfPositions(rows, WireView.Of));
    }
}
