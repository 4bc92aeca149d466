using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Provisioning.Firmware;
using Provisioning.Storage;
using Provisioning.Transfers;

namespace Acs.Northbound;

/// <summary><c>/api/v1/firmware/images</c>: the catalogue.</summary>
internal static class FirmwareApi
{
    private const int LongestField = 256;
    private const int MostParts = 20;

    public static void MapFirmware(this IEndpointRouteBuilder api)
    {
        api.MapGet("/firmware/images", ListAsync).WithTags("firmware").WithSummary("The images, oldest first.").Produces<Page<ImageResource>>();
        api.MapGet("/firmware/images/{id:guid}", GetAsync).WithTags("firmware").Produces<ImageResource>();
        api.MapPost("/firmware/images", AddAsync).WithTags("firmware").Produces<ImageResource>(StatusCodes.Status201Created)
            .WithSummary("Adds a file: multipart/form-data with the file and the field version; oui, productClass and manufacturer say for which gateways. Field fileType (TR-069 A.3.2.8, \"3 Vendor Configuration File\") where it is no firmware: then version may be missing.");
    }

    private static async Task<IResult> ListAsync(IDbContextFactory<AcsDbContext> contexts, CancellationToken cancellationToken, string? limit = null, string? cursor = null)
    {
        if (Paging.Read(limit, cursor, out var paging) is { } problem)
        {
            return problem;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.FirmwareImages.AsNoTracking().OrderBy(i => i.AddedAt).ThenBy(i => i.Id)
            .Skip(paging.Skip).Take(paging.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(paging.OfPositions(rows, ImageResource.Of));
    }

    private static async Task<IResult> GetAsync(Guid id, IDbContextFactory<AcsDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.FirmwareImages.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is { } image
            ? Results.Ok(ImageResource.Of(image))
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such firmware image.");
    }

    private static async Task<IResult> AddAsync(HttpRequest request, FirmwareStore store, FirmwareCatalogue catalogue, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and < 128 } boundary)
        {
            return Results.Problem("Send multipart/form-data with a file and its version.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = store.Limit + (1024 * 1024);
        }

        try
        {
            return await StoreAsync(new MultipartReader(boundary.ToString(), request.Body), request.Query, store, catalogue, cancellationToken);
        }
        catch (ImageTooLargeException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status413PayloadTooLarge);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return Results.Problem("The multipart body is broken: " + e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> StoreAsync(
        MultipartReader reader, IQueryCollection query, FirmwareStore store, FirmwareCatalogue catalogue, CancellationToken cancellationToken)
    {
        var fields = query.ToDictionary(q => q.Key, q => (string?)q.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        StagedImage? staged = null;
        var fileName = "";
        try
        {
            for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } section; parts++)
            {
                if (parts == MostParts)
                {
                    throw new InvalidDataException($"it has more than {MostParts} parts");
                }

                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                {
                    continue;
                }

                if (disposition.IsFileDisposition() && staged is null)
                {
                    fileName = HeaderUtilities.RemoveQuotes(disposition.FileName).ToString();
                    staged = await store.StageAsync(section.Body, cancellationToken);
                }
                else if (disposition.IsFormDisposition())
                {
                    fields[HeaderUtilities.RemoveQuotes(disposition.Name).ToString()] = await TextAsync(section.Body, cancellationToken);
                }
            }

            var errors = Errors(staged, fields);
            if (errors.Count > 0)
            {
                return Results.ValidationProblem(errors);
            }

            var about = new ImageMetadata(fileName, Of(fields, "version") ?? "", Of(fields, "oui"), Of(fields, "productClass"), Of(fields, "manufacturer"))
            {
                FileType = Of(fields, "fileType") ?? TransferFileTypes.Firmware,
            };
            var (image, isNew) = await catalogue.AddAsync(staged!, about, cancellationToken);
            var resource = ImageResource.Of(image);
            return isNew ? Results.Created($"{NorthboundModule.Prefix}/firmware/images/{image.Id}", resource) : Results.Ok(resource);
        }
        finally
        {
            if (staged is not null)
            {
                await staged.DisposeAsync();
            }
        }
    }

    private static Dictionary<string, string[]> Errors(StagedImage? staged, Dictionary<string, string?> fields)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (staged is null)
        {
            errors["file"] = ["Is missing: send the image as a file part."];
        }
        else if (staged.Size == 0)
        {
            errors["file"] = ["Is empty."];
        }

        var fileType = Of(fields, "fileType") ?? TransferFileTypes.Firmware;
        if (!TransferFileTypes.IsOne(fileType))
        {
            errors["fileType"] = ["Must be as TR-069 A.3.2.8 writes it: \"3 Vendor Configuration File\", \"X 00D09E Rules\"; at most 64 characters."];
        }

        if (Of(fields, "version") is null && TransferFileTypes.IsFirmware(fileType))
        {
            errors["version"] = ["Is missing: the version that a gateway reports once it runs the image."];
        }

        foreach (var (name, _) in fields.Where(f => f.Value is { Length: > LongestField }))
        {
            errors[name] = [$"Has at most {LongestField} characters."];
        }

        return errors;
    }

    private static string? Of(Dictionary<string, string?> fields, string name) =>
        fields.GetValueOrDefault(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static async Task<string> TextAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body);
        var buffer = new char[LongestField + 1];
        return new string(buffer, 0, await reader.ReadBlockAsync(buffer, cancellationToken));
    }
}
