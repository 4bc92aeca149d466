using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound.Webhooks;

/// <summary><c>/webhooks</c>: who is told of events.</summary>
internal static class WebhooksApi
{
    public static void AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection(WebhookOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookDelivery>();
        services.AddHostedService<WebhookSignal>();
    }

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var hooks = api.MapGroup("/webhooks").WithTags("events");
        hooks.MapPost("", AddAsync).Takes<WebhookRequest>().Produces<WebhookResource>(StatusCodes.Status201Created)
            .WithSummary("Events are POSTed to url from now on, signed as Standard Webhooks says; the answer holds the secret, this once.");
        hooks.MapGet("", ListAsync).Produces<Page<WebhookResource>>();
        hooks.MapGet("/{id:guid}", GetAsync).Produces<WebhookResource>();
        hooks.MapDelete("/{id:guid}", DeleteAsync).Produces(StatusCodes.Status204NoContent);
        hooks.MapPost("/{id:guid}/resume", ResumeAsync).Produces<WebhookResource>().WithSummary("Tries again at once, also one that was given up.");
    }

    private static async Task<IResult> AddAsync(
        HttpRequest request, IOptions<WebhookOptions> options, IGroupCommit commit, WebhookSecrets secrets, TimeProvider time, CancellationToken cancellationToken)
    {
        var wanted = WebhookRequest.Read(await BodyReader.ReadAsync(request, cancellationToken), options.Value.AllowPrivateAddresses, out var errors);
        if (wanted is null)
        {
            return Results.ValidationProblem(errors);
        }

        var (id, secret, now) = (Guid.CreateVersion7(), wanted.Secret ?? WebhookSignature.NewSecret(), time.GetUtcNow());
        var (stored, author) = (secrets.Protect(secret), Principals.Author(request.HttpContext.User));
        var resource = default(WebhookResource);
        await commit.CommitAsync(async (db, token) =>
        {
            var row = new WebhookRow
            {
                Id = id,
                Url = wanted.Url,
                Kinds = string.Join(' ', wanted.Events),
                Secret = stored,
                Author = author,
                CreatedAt = now,
                DeliveredEventId = await db.DeviceEvents.MaxAsync(e => (long?)e.Id, token) ?? 0,
            };
            db.Webhooks.Add(row);
            resource = WebhookResource.Of(row, secret);
        }, cancellationToken);
        return Results.Created($"{NorthboundModule.Prefix}/webhooks/{id}", resource);
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = await db.Webhooks.AsNoTracking().OrderBy(w => w.CreatedAt).ThenBy(w => w.Id).Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, w => WebhookResource.Of(w)));
    }

    private static async Task<IResult> GetAsync(Guid id, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Webhooks.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, cancellationToken) is { } row ? Results.Ok(WebhookResource.Of(row)) : NotFound();
    }

    private static async Task<IResult> DeleteAsync(Guid id, IGroupCommit commit, CancellationToken cancellationToken)
    {
        var deleted = 0;
        await commit.CommitAsync(async (db, token) => deleted = await db.Webhooks.Where(w => w.Id == id).ExecuteDeleteAsync(token), cancellationToken);
        return deleted > 0 ? Results.NoContent() : NotFound();
    }

    private static async Task<IResult> ResumeAsync(
        Guid id, IGroupCommit commit, IDeviceChanges changes, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await commit.CommitAsync(async (db, token) =>
        {
            if (await db.Webhooks.FirstOrDefaultAsync(w => w.Id == id, token) is { } row)
            {
                row.State = WebhookState.Active;
                (row.Failures, row.FailingSince, row.NextAttemptAt) = (0, null, null);
            }
        }, cancellationToken);
        changes.Publish(null);
        return await GetAsync(id, database, cancellationToken);
    }

    private static IResult NotFound() => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such webhook.");
}
