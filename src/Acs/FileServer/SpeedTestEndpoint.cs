using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Provisioning.Diagnostics;
using Provisioning.Firmware;

namespace Acs.FileServer;

/// <summary>
/// The far end of TR-143 tests: GET sends as many bytes as the signed link says, PUT and POST take as many and keep none. The
/// bytes are random, so that nothing on the way makes them fewer.
/// </summary>
internal sealed partial class SpeedTestEndpoint(FileKey key, IMeterFactory meters, TimeProvider time, ILogger<SpeedTestEndpoint> logger)
{
    private static readonly PathString Place = "/" + SpeedTestLinks.Prefix;
    private static readonly byte[] Noise = RandomNumberGenerator.GetBytes(64 * 1024);

    private readonly Counter<long> _tests = meters.Create("Acs.Files").CreateCounter<long>("acs.files.speedtests", "{test}", "Speed tests, by direction and result.");

    public static bool Serves(PathString path) => path.StartsWithSegments(Place, StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext context)
    {
        var text = context.Request.Path.StartsWithSegments(Place, StringComparison.Ordinal, out var rest) ? rest.Value!.Trim('/') : "";
        var isUpload = HttpMethods.IsPut(context.Request.Method) || HttpMethods.IsPost(context.Request.Method);
        if (SpeedTestToken.Read(text, key.Bytes) is not { } token)
        {
            Refuse(context, StatusCodes.Status404NotFound, "no such link");
        }
        else if (token.Expires < time.GetUtcNow())
        {
            Refuse(context, StatusCodes.Status403Forbidden, "the link has expired");
        }
        else if (isUpload != token.IsUpload || !(isUpload || HttpMethods.IsGet(context.Request.Method)))
        {
            context.Response.Headers.Allow = token.IsUpload ? "PUT, POST" : "GET";
            Refuse(context, StatusCodes.Status405MethodNotAllowed, "method");
        }
        else if (isUpload)
        {
            await TakeAsync(context, token.Bytes);
        }
        else
        {
            await SendAsync(context, token.Bytes);
        }
    }

    private async Task SendAsync(HttpContext context, long bytes)
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = bytes;
        context.Response.Headers.CacheControl = "no-store, no-transform";
        for (var left = bytes; left > 0;)
        {
            var count = (int)Math.Min(left, Noise.Length);
            await context.Response.Body.WriteAsync(Noise.AsMemory(0, count), context.RequestAborted);
            left -= count;
        }

        Count("download", "sent");
    }

    private async Task TakeAsync(HttpContext context, long bytes)
    {
        RequestBodies.Allow(context, bytes);
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status201Created;
            Count("upload", "received");
        }
        catch (BadHttpRequestException tooMuch)
        {
            Refuse(context, tooMuch.StatusCode, "more than the link allows");
        }
    }

    private void Refuse(HttpContext context, int status, string reason)
    {
        RequestBodies.Allow(context, RequestBodies.Refused);
        context.Response.StatusCode = status;
        Count(context.Request.Method, reason);
        Log.Refused(logger, context.Connection.RemoteIpAddress?.ToString(), status, reason);
    }

    private void Count(string direction, string result) =>
        _tests.Add(1, new("direction", direction is "download" or "upload" ? direction : "refused"), new("result", result));

    private static partial class Log
    {
        [LoggerMessage(3210, LogLevel.Information, "Speed test from {Address} refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger logger, string? address, int status, string reason);
    }
}
