using Acs.Security;
using Hangfire;
using Provisioning.BulkData.Profiles;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary><c>/bulkdata/profiles</c>: what gateways report by themselves.</summary>
internal static class BulkDataProfilesApi
{
    public static void MapBulkDataProfiles(this IEndpointRouteBuilder api)
    {
        var profiles = api.MapGroup("/bulkdata/profiles").WithTags("bulk data");
        profiles.MapGet("", ListAsync).Produces<Page<BulkDataProfileResource>>().WithSummary("The bulk data profiles, by name.");
        profiles.MapGet("/{name}", GetAsync).Produces<BulkDataProfileResource>();
        profiles.MapPut("/{name}", PutAsync).Takes<BulkDataProfileRequest>().Produces<BulkDataProfileResource>()
            .WithSummary("Declares a profile: search, references, intervalSeconds, protocol (auto, http, usp), format, compression.");
        profiles.MapDelete("/{name}", DeleteAsync).Produces(StatusCodes.Status204NoContent)
            .WithSummary("Takes a profile away, from its gateways too. The values that it brought stay.");
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, BulkDataProfiles profiles, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        var rows = (await profiles.ListAsync(cancellationToken)).Skip(page.Skip).Take(page.Limit + 1).ToList();
        return Results.Ok(page.OfPositions(rows, BulkDataProfileResource.Of));
    }

    private static async Task<IResult> GetAsync(string name, BulkDataProfiles profiles, CancellationToken cancellationToken) =>
        await FindAsync(name, profiles, cancellationToken) is { } row ? Results.Ok(BulkDataProfileResource.Of(row)) : NotFound();

    private static async Task<IResult> PutAsync(string name, HttpContext http, BulkDataProfiles profiles, IRecurringJobManager jobs, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var (search, plan) = BulkDataProfileReader.Read(name, await BodyReader.ReadAsync(http.Request, cancellationToken), errors);
        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        if (!await profiles.SaveAsync(name, search, plan, Principals.Author(http.User), cancellationToken))
        {
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, title: $"There are {BulkDataProfiles.Most} profiles already.");
        }

        jobs.Trigger(BulkData.BulkDataJob.Id);
        return await GetAsync(name, profiles, cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(string name, HttpContext http, BulkDataProfiles profiles, IRecurringJobManager jobs, CancellationToken cancellationToken)
    {
        if (!await profiles.RemoveAsync(name, Principals.Author(http.User), cancellationToken))
        {
            return NotFound();
        }

        jobs.Trigger(BulkData.BulkDataJob.Id);
        return Results.NoContent();
    }

    private static async Task<BulkDataProfileRow?> FindAsync(string name, BulkDataProfiles profiles, CancellationToken cancellationToken) =>
        (await profiles.ListAsync(cancellationToken)).FirstOrDefault(r => r.Name == name);

    private static IResult NotFound() => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such profile.");
}
