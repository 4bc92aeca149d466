namespace Acs.Northbound;

/// <summary><c>/webhooks</c>: says honestly that it is not there yet.</summary>
internal static class WebhooksApi
{
    public static void MapWebhooks(this IEndpointRouteBuilder api) =>
        api.MapPost("/webhooks", () => Results.Problem(
            statusCode: StatusCodes.Status501NotImplemented,
            title: "Webhooks are not served yet.",
            detail: "Read GET /api/v1/events?stream=true, which goes on after Last-Event-ID.")).WithTags("events");
}
