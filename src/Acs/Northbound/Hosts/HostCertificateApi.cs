using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Certificates;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/hosts/{mac}/certificate</c>: a device's certificate is handed in by who authenticates it, for the MUD URL in it.</summary>
internal static class HostCertificateApi
{
    public static void MapHostCertificate(this IEndpointRouteBuilder api) =>
        api.MapPost("/devices/{id}/hosts/{mac}/certificate", HandInAsync).WithTags("hosts").Accepts<byte[]>("application/x-pem-file", "application/pkix-cert", "*/*")
            .Produces<HostCertificateResource>()
            .WithSummary("PEM (the device's own first) or DER, with the extension of RFC 8520 §11. Vouched for by Acs:Mud:DeviceAnchors the host is held to its URL; else it is proposed.");

    private static async Task<IResult> HandInAsync(
        string id, string mac, HttpContext http, HostCertificates certificates, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var content = new byte[CertificateText.MaxBytes + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > CertificateText.MaxBytes)
        {
            return Results.Problem(statusCode: StatusCodes.Status413PayloadTooLarge, title: $"The body is larger than {CertificateText.MaxBytes} bytes.");
        }

        return await certificates.HandInAsync(device.Key, mac.ToLowerInvariant().Replace('-', ':'), content.AsMemory(0, length), Principals.Author(http.User), cancellationToken) switch
        {
            CertificateOutcome.Taken taken => Results.Ok(new HostCertificateResource(
                taken.Found.Url, taken.Found.Subject, taken.Found.Signer, taken.Doubt is null, taken.Doubt, taken.Effect)),
            CertificateOutcome.Unusable unusable => Results.ValidationProblem(new Dictionary<string, string[]> { ["body"] = [unusable.Reason] }),
            _ => HostPath.NotFound(),
        };
    }
}
