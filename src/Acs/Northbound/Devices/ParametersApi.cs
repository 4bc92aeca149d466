using Microsoft.EntityFrameworkCore;
using Provisioning.DataModels.Import;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Documents;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/parameters</c>: what the gateway last reported.</summary>
internal static class ParametersApi
{
    public static void MapParameters(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id}/parameters", ListAsync).WithTags("devices").Produces<IReadOnlyList<ParameterResource>>()
            .WithSummary("Last reported values at or below a path.");

    private static async Task<IResult> ListAsync(
        string id, string? path, HttpContext http, IDbContextFactory<AcsDbContext> database, IDeviceDocuments documents, ModelStore models, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var named = new DeviceId(device.Oui, device.ProductClass, device.SerialNumber);
        var known = await documents.LoadAsync(db, device.Id, cancellationToken);
        return Results.Ok(Below(known.Reported, path ?? "").Select(p => ParameterResource.Of(p, known.Capabilities, models.Find(named, device.SoftwareVersion, p.Path))).ToList());
    }

    private static IReadOnlyList<ReportedParameter> Below(ReportedParameters reported, string path)
    {
        if (path.Length == 0)
        {
            return reported.Entries;
        }

        if (ParameterPath.IsObject(path))
        {
            return [.. reported.Under(path)];
        }

        return reported.Find(path) is { } one ? [one] : [.. reported.Under(path + ".")];
    }
}
