using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Provisioning.Firmware;
using Provisioning.Transfers;

namespace Acs.FileServer;

/// <summary>
/// Answers GET and HEAD of a signed link, whole or a range (RFC 9110 §14). The link says which file and until when; no part of
/// the path names a file. The database is asked whether the link's transfer has ended, and told what was sent.
/// </summary>
internal sealed partial class FileEndpoint(
    FileKey key, FirmwareStore store, ITransferRecords transfers, FileTraffic traffic, IOptions<FilesOptions> options, IMeterFactory meters, TimeProvider time, ILogger<FileEndpoint> logger)
{
    private readonly Counter<long> _served = meters.Create("Acs.Files").CreateCounter<long>("acs.files.served", "{request}", "Files sent, whole or in part.");
    private readonly Counter<long> _refused = meters.Create("Acs.Files").CreateCounter<long>("acs.files.refused", "{request}", "Requests refused.");

    public async Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            Refuse(context, StatusCodes.Status405MethodNotAllowed, "method");
            return;
        }

        var parts = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 2 or > 3 || parts[0] != FirmwareLinks.Prefix || FirmwareToken.Read(parts[1], key.Bytes) is not { } token)
        {
            Refuse(context, StatusCodes.Status404NotFound, "no such link");
            return;
        }

        if (token.Expires < time.GetUtcNow())
        {
            Refuse(context, StatusCodes.Status403Forbidden, "the link has expired");
            return;
        }

        if (options.Value.RequireCredentials && !LinkCredentials.Fit(context, parts[1], key))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"files\"";
            Refuse(context, StatusCodes.Status401Unauthorized, "credentials");
            return;
        }

        if (store.Find(token.Sha256) is not { } path)
        {
            Refuse(context, StatusCodes.Status404NotFound, "the image is gone");
            return;
        }

        if (await transfers.IsOverAsync(token.DeviceRowId, token.Attempt, context.RequestAborted))
        {
            Refuse(context, StatusCodes.Status410Gone, "its transfer has ended");
            return;
        }

        if (!MayBeRange(context.Request))
        {
            context.Request.Headers.Range = default;
        }

        var isHead = HttpMethods.IsHead(context.Request.Method);
        using var slot = isHead ? null : traffic.Begin("download");
        if (slot is null && !isHead)
        {
            FileTraffic.SendAway(context);
            Refuse(context, StatusCodes.Status503ServiceUnavailable, "too many at once");
            return;
        }

        _served.Add(1);
        context.Response.Headers.CacheControl = "no-transform";
        var file = Results.File(path, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{token.Sha256}\""), enableRangeProcessing: true);
        await (isHead ? file.ExecuteAsync(context) : SendAsync(context, file, token));
    }

    private async Task SendAsync(HttpContext context, IResult file, FirmwareToken token)
    {
        var body = new SentBody(
            context.Response.Body, traffic, (bytes, stop) => transfers.SentAsync(token.DeviceRowId, token.Attempt, bytes, isLast: false, stop), time);
        context.Response.Body = body;
        try
        {
            await file.ExecuteAsync(context);
        }
        finally
        {
            if (body.Sent > 0)
            {
                // What was sent was sent, even if the gateway has hung up.
                await transfers.SentAsync(token.DeviceRowId, token.Attempt, body.Untold, HasSentLast(context.Response, body.Sent), CancellationToken.None);
            }
        }
    }

    private static bool HasSentLast(HttpResponse response, long sent) =>
        sent == response.ContentLength
        && (response.StatusCode == StatusCodes.Status200OK
            || (ContentRangeHeaderValue.TryParse(response.Headers.ContentRange.ToString(), out var range) && range.To + 1 == range.Length));

    /// <summary>
    /// RFC 9110 §14.2: ranges are defined for GET alone, and one in a unit that is not understood is ignored. §13.1.5: so is one
    /// whose condition does not hold, which one that cannot be read does not.
    /// </summary>
    private static bool MayBeRange(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)
        && (request.Headers.IfRange.Count == 0 || RangeConditionHeaderValue.TryParse(request.Headers.IfRange.ToString(), out _));

    private void Refuse(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
        Log.Refused(logger, context.Connection.RemoteIpAddress?.ToString(), status, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(3200, LogLevel.Information, "File request from {Address} refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger logger, string? address, int status, string reason);
    }
}
