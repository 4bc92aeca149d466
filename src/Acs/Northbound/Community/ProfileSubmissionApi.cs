using System.Security.Claims;
using Acs.Security;
using Microsoft.Extensions.Options;
using Provisioning.Mud.Community;
using Provisioning.Mud.Model;

namespace Acs.Northbound;

/// <summary>What a submitter's key opens: to submit profiles, and to take the own ones back.</summary>
internal static class ProfileSubmissionApi
{
    private const int MostErrors = 20;
    private const int MaxReason = 1000;

    public static void MapProfileSubmission(this IEndpointRouteBuilder api)
    {
        api.MapPost("/mud/profiles", SubmitAsync).WithTags("profiles").Takes<ProfileRequest>().Produces<ProfileResource>(StatusCodes.Status201Created).Produces<ProfileResource>()
            .WithSummary("Submits a profile of a model. 201: nobody let the same packets through before; 200: it is counted with those who did. It narrows nothing until an operator agrees.");
        api.MapPost("/mud/profiles/{profile:guid}/withdraw", WithdrawAsync).WithTags("profiles").Takes<ProfileDecisionRequest>().Produces(StatusCodes.Status204NoContent)
            .WithSummary("An operator withdraws a profile ({ reason }); with a submitter's key the own submission is taken back.");
    }

    private static async Task<IResult> SubmitAsync(HttpContext http, CommunityProfiles profiles, IOptions<Provisioning.Mud.MudOptions> options, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (ProfileReader.Read(await BodyReader.ReadAsync(http.Request, cancellationToken), http.User, errors) is not { } submission)
        {
            return Results.ValidationProblem(errors);
        }

        return await profiles.SubmitAsync(submission, cancellationToken) switch
        {
            SubmissionOutcome.Taken taken => Results.Json(
                ProfileResource.Of(taken.Profile, options.Value.Community.Submitters), statusCode: taken.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK),
            SubmissionOutcome.Unreadable unreadable => Results.ValidationProblem(new Dictionary<string, string[]>
            {
                ["profile"] = [.. unreadable.Diagnostics.Where(d => d.Severity == MudSeverity.Error).Take(MostErrors).Select(d => $"{d.Code} {d.Path}: {d.Text}")],
            }),
            SubmissionOutcome.Refused refused => Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "The profile is not taken.", detail: refused.Reason),
            _ => Results.StatusCode(StatusCodes.Status500InternalServerError),
        };
    }

    private static async Task<IResult> WithdrawAsync(Guid profile, HttpContext http, CommunityProfiles profiles, CancellationToken cancellationToken)
    {
        if (http.User.FindFirstValue(SubmitterKeyHandler.IdClaim) is { } submitter)
        {
            return await profiles.TakeBackAsync(profile, $"key {submitter}", cancellationToken) ? Results.NoContent() : ProfilesApi.NotFound();
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        var reason = BodyText.IsObject(body, "{ reason }", errors) ? BodyText.Read(body, "reason", MaxReason, needed: true, errors) : null;
        return reason is null ? Results.ValidationProblem(errors)
            : await profiles.WithdrawAsync(profile, reason, Principals.Author(http.User), cancellationToken) is null ? ProfilesApi.NotFound()
            : Results.NoContent();
    }
}
