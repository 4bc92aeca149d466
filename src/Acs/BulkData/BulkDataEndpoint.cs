using System.Net;
using Acs.FileServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.BulkData;
using Provisioning.BulkData.Profiles;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.BulkData;

/// <summary>
/// The collector (TR-369 "HTTP Bulk Data Collection"): a POST or PUT of one body, by a device that shows its own credentials and
/// says in the query that it is the one that they belong to. 200 means that it is on disk; any other status has the gateway
/// try again (R-BULK.2).
/// </summary>
internal sealed partial class BulkDataEndpoint(
    BulkDataAuthenticator authenticator, BulkDataIntake intake, IDbContextFactory<AcsDbContext> database, IOptions<BulkDataOptions> options, ILogger<BulkDataEndpoint> logger)
    : IDisposable
{
    private const int RetrySeconds = 30;

    private static readonly PathString Place = "/" + BulkDataComposition.Collector;

    private readonly SemaphoreSlim _slots = new(options.Value.MaxConcurrent);

    public static bool Serves(PathString path) => path.StartsWithSegments(Place, StringComparison.Ordinal);

    public void Dispose() => _slots.Dispose();

    public async Task HandleAsync(HttpContext context)
    {
        var (known, stale) = authenticator.Check(context);
        if (context.Request.Path.Value != Place.Value)
        {
            Refuse(context, HttpStatusCode.NotFound, "no such address");
        }
        else if (!HttpMethods.IsPost(context.Request.Method) && !HttpMethods.IsPut(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST, PUT";
            Refuse(context, HttpStatusCode.MethodNotAllowed, "method");
        }
        else if (known is not { } deviceId)
        {
            context.Response.Headers.WWWAuthenticate = authenticator.Challenge(stale);
            Refuse(context, HttpStatusCode.Unauthorized, "credentials");
        }
        else if (!await _slots.WaitAsync(TimeSpan.Zero))
        {
            SendAway(context, RetrySeconds, HttpStatusCode.ServiceUnavailable, "too many at once");
        }
        else
        {
            try
            {
                await TakeAsync(context, deviceId);
            }
            finally
            {
                _slots.Release();
            }
        }
    }

    private async Task TakeAsync(HttpContext context, long deviceId)
    {
        try
        {
            if (await RefusalAsync(context, deviceId) is var (status, reason))
            {
                Refuse(context, status, reason);
                return;
            }

            RequestBodies.Allow(context, options.Value.MaxBytes);
            var body = await BulkDataBody.ReadAsync(context.Request, options.Value, context.RequestAborted);
            switch (await intake.TakeAsync(deviceId, body, context.RequestAborted))
            {
                case BulkDataVerdict.Malformed malformed:
                    Refuse(context, HttpStatusCode.BadRequest, malformed.Reason);
                    break;
                case BulkDataVerdict.TooMuch tooMuch:
                    SendAway(context, (int)Math.Ceiling(tooMuch.RetryAfter.TotalSeconds), HttpStatusCode.TooManyRequests, "its share of this hour is used up");
                    break;
                default:
                    context.Response.StatusCode = StatusCodes.Status200OK;
                    break;
            }
        }
        catch (BodyTooLargeException large)
        {
            Refuse(context, HttpStatusCode.RequestEntityTooLarge, large.Message);
        }
        catch (BadHttpRequestException bad)
        {
            Refuse(context, (HttpStatusCode)bad.StatusCode, "the request is broken");
        }
        catch (InvalidDataException)
        {
            Refuse(context, HttpStatusCode.BadRequest, "the compression is broken");
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            Refuse(context, HttpStatusCode.BadRequest, "it broke off");
        }
        catch (Exception failure)
        {
            // What was not written is not acknowledged: the gateway brings it again.
            Log.NotKept(logger, deviceId, failure);
            SendAway(context, RetrySeconds, HttpStatusCode.ServiceUnavailable, "not kept");
        }
    }

    /// <summary>Who may come at all, and with what.</summary>
    private async Task<(HttpStatusCode Status, string Reason)?> RefusalAsync(HttpContext context, long deviceId)
    {
        await using var db = await database.CreateDbContextAsync(context.RequestAborted);
        var device = await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deviceId, context.RequestAborted);
        return device is null ? (HttpStatusCode.Unauthorized, "there is no such device any more")
            : device.Status != DeviceStatus.Active ? (HttpStatusCode.Forbidden, "the device is not approved")
            : !IsNamed(context.Request.Query, device) ? (HttpStatusCode.Forbidden, "the query names another device, or none")
            : !BulkDataBody.IsKnownType(context.Request.ContentType) ? (HttpStatusCode.UnsupportedMediaType, "neither application/json nor text/csv in UTF-8")
            : !BulkDataBody.IsKnownEncoding(context.Request) ? (HttpStatusCode.UnsupportedMediaType, "compressed in an unknown way")
            : null;
    }

    /// <summary>TR-369 R-BULK.1: oui, pc and sn, or eid; all that is said must be so.</summary>
    private static bool IsNamed(IQueryCollection query, DeviceRow device)
    {
        var (oui, serial, endpoint) = (query["oui"].ToString(), query["sn"].ToString(), query["eid"].ToString());
        return (oui.Length > 0 && serial.Length > 0 || endpoint.Length > 0)
            && Agrees(oui, device.Oui) && Agrees(serial, device.SerialNumber)
            && Agrees(query["pc"].ToString(), device.ProductClass) && Agrees(endpoint, device.EndpointId);
    }

    private static bool Agrees(string said, string? known) => said.Length == 0 || string.Equals(said, known, StringComparison.Ordinal);

    private void SendAway(HttpContext context, int seconds, HttpStatusCode status, string reason)
    {
        context.Response.Headers.RetryAfter = seconds.ToString();
        Refuse(context, status, reason);
    }

    private void Refuse(HttpContext context, HttpStatusCode status, string reason)
    {
        // Whoever is asked for credentials is still sending: a connection that ends in mid-body takes the question with it.
        RequestBodies.Allow(context, options.Value.MaxBytes);
        context.Response.StatusCode = (int)status;
        Log.Refused(logger, context.Connection.RemoteIpAddress?.ToString(), (int)status, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(3230, LogLevel.Information, "Bulk data from {Address} refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger logger, string? address, int status, string reason);

        [LoggerMessage(3231, LogLevel.Error, "Bulk data of device {DeviceId} could not be kept")]
        public static partial void NotKept(ILogger logger, long deviceId, Exception exception);
    }
}
