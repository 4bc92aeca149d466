using Microsoft.EntityFrameworkCore;
using Provisioning.Campaigns;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/api/v1/campaigns</c>.</summary>
internal static class CampaignsApi
{
    public static void MapCampaigns(this IEndpointRouteBuilder api)
    {
        var campaigns = api.MapGroup("/campaigns").WithTags("campaigns");
        campaigns.MapGet("", ListAsync).WithSummary("The campaigns, newest first.").Produces<Page<CampaignResource>>();
        campaigns.MapPost("", CreateAsync).WithSummary("Drafts a campaign: name, selection, change; rings, windows, stopRules and the rest are optional.")
            .Produces<CampaignResource>(StatusCodes.Status201Created);
        campaigns.MapGet("/{id:guid}", async (Guid id, CampaignService service, CancellationToken token) => Answer(await service.ViewAsync(id, token)))
            .Produces<CampaignResource>();
        campaigns.MapGet("/{id:guid}/targets", TargetsAsync).Produces<Page<CampaignTargetResource>>();
        campaigns.MapPost("/{id:guid}/start", async (Guid id, CampaignService service, CancellationToken token) => Answer(await service.StartAsync(id, token)));
        campaigns.MapPost("/{id:guid}/pause", async (Guid id, HttpContext http, CampaignService service, CancellationToken token) =>
            Answer(await service.PauseAsync(id, Author(http), token)));
        campaigns.MapPost("/{id:guid}/resume", async (Guid id, CampaignService service, CancellationToken token) => Answer(await service.ResumeAsync(id, token)));
        campaigns.MapPost("/{id:guid}/cancel", async (Guid id, HttpContext http, CampaignService service, CancellationToken token) =>
            Answer(await service.CancelAsync(id, Author(http), token)));
    }

    private static async Task<IResult> ListAsync(CampaignService service, CancellationToken cancellationToken, string? limit = null, string? cursor = null)
    {
        if (Paging.Read(limit, cursor, out var paging) is { } problem)
        {
            return problem;
        }

        var views = await service.ListAsync(paging.Skip, paging.Limit + 1, cancellationToken);
        return Results.Ok(paging.OfPositions(views, CampaignResource.Of));
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, CampaignService service, CancellationToken cancellationToken)
    {
        var json = await BodyReader.ReadAsync(request, cancellationToken);
        if (CampaignPlanReader.Read(json, out var errors) is not { } campaign)
        {
            return Invalid(errors);
        }

        var result = await service.CreateAsync(campaign, Author(request.HttpContext), cancellationToken);
        return result is CampaignResult.Done done
            ? Results.Created($"{NorthboundModule.Prefix}/campaigns/{done.Campaign.Row.Id}", CampaignResource.Of(done.Campaign))
            : Answer(result);
    }

    private static async Task<IResult> TargetsAsync(
        Guid id, IDbContextFactory<AcsDbContext> contexts, CancellationToken cancellationToken, string? limit = null, string? cursor = null)
    {
        if (Paging.Read(limit, cursor, out var paging) is { } problem)
        {
            return problem;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Campaigns.AnyAsync(c => c.Id == id, cancellationToken))
        {
            return Answer(new CampaignResult.NotFound());
        }

        var after = paging.After;
        var rows = await db.CampaignTargets.AsNoTracking().Where(t => t.CampaignId == id && t.DeviceId > after)
            .Join(db.Devices, t => t.DeviceId, d => d.Id, (t, d) => new { Target = t, d.Key, d.SoftwareVersion })
            .OrderBy(t => t.Target.DeviceId).Take(paging.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(paging.Of(rows, r => r.Target.DeviceId, r => new CampaignTargetResource(
            r.Key, r.Target.Ring, r.Target.State, r.Target.Reason, r.Target.Attempts, r.SoftwareVersion, r.Target.StartedAt, r.Target.FinishedAt)));
    }

    private static IResult Answer(CampaignResult result) => result switch
    {
        CampaignResult.Done done => Results.Ok(CampaignResource.Of(done.Campaign)),
        CampaignResult.Invalid invalid => Invalid(invalid.Errors),
        CampaignResult.Illegal illegal => Results.Problem(illegal.Text, statusCode: StatusCodes.Status409Conflict),
        _ => Results.Problem("There is no such campaign.", statusCode: StatusCodes.Status404NotFound),
    };

    private static IResult Invalid(IReadOnlyList<FieldError> errors) => Results.ValidationProblem(
        errors.GroupBy(e => e.Field, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(e => e.Text).ToArray(), StringComparer.Ordinal));

    private static string Author(HttpContext http) => http.User.Identity?.Name ?? "api";
}
