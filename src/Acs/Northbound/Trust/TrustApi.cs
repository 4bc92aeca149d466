using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices.Trust;
using Provisioning.Storage;
using Provisioning.Storage.Documents;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/trust</c>: which role a USP agent gives this server, what is missing, and how to ask for more.</summary>
internal static class TrustApi
{
    public static void MapTrust(this IEndpointRouteBuilder api)
    {
        var trust = api.MapGroup("/devices/{id}/trust").WithTags("devices");
        trust.MapGet("/", GetAsync).Produces<TrustView>()
            .WithSummary("The role that its USP agent gives this server, its permissions, and what the server needs: granted or missing, and why. 409 where it does not speak USP.");
        trust.MapPost("/refresh", RefreshAsync).Produces<OperationResource>(StatusCodes.Status202Accepted)
            .WithSummary("Asks the agent for roles and permissions again.");
        trust.MapPost("/challenge", ChallengeAsync).Takes<ChallengeWish>().Produces<OperationResource>(StatusCodes.Status202Accepted)
            .WithSummary("Requests one of the agent's challenges (RequestChallenge()); the operation's result has Instruction and ChallengeID.");
        trust.MapPost("/response", RespondAsync).Takes<ChallengeAnswer>().Produces<OperationResource>(StatusCodes.Status202Accepted)
            .WithSummary("Answers it (ChallengeResponse()). The value is kept encrypted and masked wherever it is shown.");
        trust.MapPost("/role", AssignAsync).Takes<RoleWish>().Produces<OperationResource>(StatusCodes.Status202Accepted)
            .WithSummary("Writes AssignedRole of this server's row, at an agent that lets it.");
    }

    public static IResult NoUsp() => Results.Problem(
        statusCode: StatusCodes.Status409Conflict, title: "The device does not speak USP.", detail: "Roles are a matter of USP agents; over CWMP a gateway serves its one ACS.");

    private static async Task<IResult> GetAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, IDeviceDocuments documents, ControllerEndpoint endpoint, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device ? DevicePath.NotFound()
            : TrustView.Of(device, (await documents.LoadAsync(db, device.Id, cancellationToken)).Reported, endpoint) is { } view ? Results.Ok(view)
            : NoUsp();
    }

    private static Task<IResult> RefreshAsync(string id, string? wait, HttpContext http, TrustOrders orders, CancellationToken cancellationToken) =>
        orders.OrderAsync(http, wait, _ => (TrustRequests.Refresh, "", ""), cancellationToken);

    private static async Task<IResult> ChallengeAsync(string id, string? wait, HttpContext http, TrustOrders orders, CancellationToken cancellationToken)
    {
        var body = http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false ? default : await BodyReader.ReadAsync(http.Request, cancellationToken);
        return await orders.OrderAsync(http, wait, table => TrustRequests.Challenge(table, Text(body, "challenge")), cancellationToken);
    }

    private static async Task<IResult> RespondAsync(string id, string? wait, HttpContext http, TrustOrders orders, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        return await orders.OrderAsync(http, wait, _ => TrustRequests.Respond(Text(body, "challengeId"), Text(body, "value")), cancellationToken);
    }

    private static async Task<IResult> AssignAsync(string id, string? wait, HttpContext http, TrustOrders orders, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        IReadOnlyList<string>? roles = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("roles", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(r => r.ValueKind == JsonValueKind.String ? r.GetString()! : "")] : null;
        return await orders.OrderAsync(http, wait, table => TrustRequests.Assign(table, roles), cancellationToken);
    }

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
