using System.Text.Json;
using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Administration;
using Provisioning.Mud;
using Provisioning.Mud.Fingerprints;
using Provisioning.Mud.Hosts;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/hosts</c>: who is on the LAN, and what is done with their MUD files.</summary>
internal static class HostsApi
{
    private const int MaxUrl = 253;

    public static void MapHosts(this IEndpointRouteBuilder api)
    {
        api.MapGet("/devices/{id}/hosts", ListAsync).WithTags("hosts").Produces<Page<HostResource>>();
        api.MapPut("/devices/{id}/hosts/{mac}/mud", PutMudAsync).WithTags("hosts").Takes<HostMudRequest>().Produces<HostResource>()
            .WithSummary("Assigns a MUD URL or says what is done with the file: off, observe, ask, enforce, or inherit for what holds for the home.");
        api.MapPost("/devices/{id}/hosts/{mac}/mud/accept", (string id, string mac, HttpContext http, HostProposals proposals, IDbContextFactory<AcsDbContext> database, CancellationToken token) =>
                AnswerAsync(mac, http, proposals.AcceptAsync, database, token))
            .WithTags("hosts").Produces<HostResource>().WithSummary("The host goes over to the MUD URL that is proposed.");
        api.MapPost("/devices/{id}/hosts/{mac}/mud/dismiss", (string id, string mac, HttpContext http, HostProposals proposals, IDbContextFactory<AcsDbContext> database, CancellationToken token) =>
                AnswerAsync(mac, http, proposals.DismissAsync, database, token))
            .WithTags("hosts").Produces<HostResource>().WithSummary("The host stays with its MUD URL, and the proposed one is not proposed again.");
    }

    private static async Task<IResult> ListAsync(
        string id, string? limit, string? cursor, HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await DevicePath.FindAsync(http, db.Devices, cancellationToken) is { } device
            ? Results.Ok(page.OfPositions(await ReadAsync(db, device.Id, null, page.Skip, page.Limit + 1, Fingerprints(http), cancellationToken), h => h))
            : DevicePath.NotFound();
    }

    private static async Task<IResult> PutMudAsync(
        string id, string mac, HttpContext http, IDbContextFactory<AcsDbContext> database, FleetAdministration fleet, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        var (url, mode, inherits) = Read(body, out var errors);
        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var key = mac.ToLowerInvariant().Replace('-', ':');
        if (!await fleet.SetMudAsync(device.Key, key, url, mode, inherits, Principals.Author(http.User), cancellationToken))
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "The device has no such host.", detail: "Hosts are named by MAC address.");
        }

        return Results.Ok((await ReadAsync(db, device.Id, key, 0, 1, Fingerprints(http), cancellationToken))[0]);
    }

    private static async Task<IResult> AnswerAsync(
        string mac, HttpContext http, Func<string, string, string, CancellationToken, Task<ProposalAnswer>> answer, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var key = mac.ToLowerInvariant().Replace('-', ':');
        return await answer(device.Key, key, Principals.Author(http.User), cancellationToken) switch
        {
            ProposalAnswer.Done => Results.Ok((await ReadAsync(db, device.Id, key, 0, 1, Fingerprints(http), cancellationToken))[0]),
            ProposalAnswer.NoProposal => Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "No MUD URL is proposed for this host."),
            _ => HostPath.NotFound(),
        };
    }

    private static FingerprintCatalogue Fingerprints(HttpContext http) => http.RequestServices.GetRequiredService<FingerprintCatalogue>();

    private static async Task<List<HostResource>> ReadAsync(
        AcsDbContext db, long device, string? mac, int skip, int take, FingerprintCatalogue fingerprints, CancellationToken cancellationToken)
    {
        var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == device && (mac == null || h.Mac == mac)).OrderBy(h => h.Mac)
            .Skip(skip).Take(take).ToListAsync(cancellationToken);
        var urls = hosts.Select(h => h.MudUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var files = await db.MudFiles.AsNoTracking().Where(f => urls.Contains(f.Url)).ToDictionaryAsync(f => f.Url, StringComparer.Ordinal, cancellationToken);
        return [.. hosts.Select(h => HostResource.Of(h, h.MudUrl is { } url ? files.GetValueOrDefault(url) : null, fingerprints))];
    }

    private static (string? Url, MudMode? Mode, bool Inherits) Read(JsonElement body, out Dictionary<string, string[]> errors)
    {
        errors = new(StringComparer.Ordinal);
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors["$"] = ["Must be a JSON object { url, mode }."];
            return default;
        }

        string? url = null;
        if (body.TryGetProperty("url", out var u) && u.ValueKind != JsonValueKind.Null)
        {
            url = u.ValueKind == JsonValueKind.String ? u.GetString() : null;
            // RFC 8520 §10: the URL's scheme MUST be https; the DHCP option holds 253 octets.
            if (url is null || url.Length > MaxUrl || !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != "https" || parsed.UserInfo.Length > 0)
            {
                errors["url"] = [$"Must be an https URL of at most {MaxUrl} characters."];
            }
        }

        var (mode, inherits) = ModeReader.Read(body, errors);
        if (url is null && mode is null && !inherits && errors.Count == 0)
        {
            errors["mode"] = ["Give url, mode or both."];
        }

        return (url, mode, inherits);
    }
}
