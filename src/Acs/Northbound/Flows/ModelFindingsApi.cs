using Provisioning.Flows;

namespace Acs.Northbound;

/// <summary><c>/mud/ranking</c> and <c>/mud/findings</c>: which models misbehave, and the evidence, without the homes.</summary>
internal static class ModelFindingsApi
{
    public static void MapModelFindings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/mud/ranking", RankingAsync).WithTags("flows").Produces<Page<ModelExposureResource>>()
            .WithSummary("Models whose flows are observed, the most exposed first; ?by=manufacturer sums them up by the URL's authority.");
        api.MapGet("/mud/findings", FindingsAsync).WithTags("flows").Produces<ModelFindingsResource>()
            .WithSummary("?url=: what was found of one model, in how many homes, and which permissions nobody uses.");
    }

    private static async Task<IResult> RankingAsync(string? by, string? limit, string? cursor, ModelFindings findings, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        if (by is not (null or "model" or "manufacturer"))
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["by"] = ["Must be model or manufacturer."] });
        }

        var models = await findings.RankingAsync(cancellationToken);
        var rows = by == "manufacturer" ? ModelExposure.ByManufacturer(models) : models;
        return Results.Ok(page.OfPositions([.. rows.Skip(page.Skip).Take(page.Limit + 1)], ModelExposureResource.Of));
    }

    private static async Task<IResult> FindingsAsync(string? url, ModelFindings findings, ExposureCatalogue catalogue, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["url"] = ["Must be a MUD URL."] });
        }

        var evidence = await findings.EvidenceAsync(url, cancellationToken);
        var unused = await findings.UnusedAsync(url, cancellationToken);
        return Results.Ok(new ModelFindingsResource(url, unused?.ObservedSince, [.. evidence.Select(e => ModelEvidenceResource.Of(e, catalogue))], unused?.Aces));
    }
}
