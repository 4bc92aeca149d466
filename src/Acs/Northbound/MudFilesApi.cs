using System.Text.Json;
using Acs.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/api/v1/mud/files</c>: the ISP's MUD files, and a way to bring one.</summary>
public static class MudFilesApi
{
    private const int MostBytes = 1024 * 1024;

    /// <summary>Adds the routes to the group that carries <c>/api/v1</c> and its authorization.</summary>
    public static IEndpointRouteBuilder MapMudFiles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/mud/files", ListAsync).WithName("ListMudFiles").WithTags("mud").Produces<Page<MudFileItem>>().WithSummary("The MUD files, oldest first.");
        api.MapPost("/mud/files", StoreAsync).WithName("StoreMudFile").WithTags("mud")
            .WithSummary("Stores the MUD file that is the body, or fetches the one that { \"url\" } names.");
        return api;
    }

    private static async Task<IResult> ListAsync(
        IDbContextFactory<AcsDbContext> contexts, CancellationToken cancellationToken, string? limit = null, string? cursor = null)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.MudFiles.AsNoTracking().Where(f => f.Id > page.After).OrderBy(f => f.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.Of(rows, f => f.Id, MudFileItem.Of));
    }

    private static async Task<Results<Ok<MudFileItem>, ValidationProblem, ProblemHttpResult>> StoreAsync(
        HttpContext http, MudRefresh files, CancellationToken cancellationToken)
    {
        if (await ReadAsync(http.Request.Body, cancellationToken) is not { } body)
        {
            return TypedResults.Problem("The file is larger than 1 MiB.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        if (IsOrder(body, out var url))
        {
            if (url is null)
            {
                return Wrong("url", "Write an absolute https URL as a string.");
            }

            var (fetched, refused) = await files.FetchAsync(url, cancellationToken);
            return fetched is null ? Wrong("url", $"The URL is not fetched: {refused}.") : TypedResults.Ok(MudFileItem.Of(fetched));
        }

        var (stored, diagnostics) = await files.StoreAsync(body, Principals.Author(http.User), cancellationToken);
        return stored is not null
            ? TypedResults.Ok(MudFileItem.Of(stored))
            : TypedResults.Problem(
                "The file is refused; see the diagnostics.",
                statusCode: StatusCodes.Status422UnprocessableEntity,
                title: "The MUD file in the body cannot be used.",
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal)
                    {
                        ["body"] = [.. diagnostics.Where(d => d.Severity == Provisioning.Mud.Model.MudSeverity.Error).Take(20).Select(d => $"{d.Code} {d.Path} line {d.Line}: {d.Text}")],
                    },
                    ["diagnostics"] = diagnostics.Select(MudFileDiagnostic.Of).ToList(),
                });
    }

    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (content.Length + read > MostBytes)
            {
                return null;
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    /// <summary><c>{ "url" }</c> rather than a file: a MUD file has no such member at its root.</summary>
    private static bool IsOrder(byte[] body, out string? url)
    {
        url = null;
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("url", out var value))
            {
                return false;
            }

            url = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // The parser says it better, with a line.
        }
    }

    private static ValidationProblem Wrong(string field, string text) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [text] });
}
