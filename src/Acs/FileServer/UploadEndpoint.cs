using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Provisioning.Firmware;

namespace Acs.FileServer;

/// <summary>
/// Takes what a gateway uploads (TR-069 A.4.1.5: HTTP PUT; POST of the bare bytes will do) at the address that one order gave
/// it, once.
/// </summary>
internal sealed partial class UploadEndpoint(
    FileKey key, UploadStore store, DeviceFiles files, FileTraffic traffic, IOptions<FilesOptions> options, IMeterFactory meters, TimeProvider time, ILogger<UploadEndpoint> logger)
{
    private static readonly PathString Place = "/" + FirmwareLinks.UploadPrefix;

    private readonly Counter<long> _uploads = meters.Create("Acs.Files").CreateCounter<long>("acs.files.uploads", "{upload}", "Uploads, by result.");

    public static bool Serves(PathString path) => path.StartsWithSegments(Place, StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext context)
    {
        var parts = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 2 or > 3 || UploadToken.Read(parts[1], key.Bytes) is not { } token)
        {
            Refuse(context, StatusCodes.Status404NotFound, "no such address");
        }
        else if (!HttpMethods.IsPut(context.Request.Method) && !HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "PUT, POST";
            Refuse(context, StatusCodes.Status405MethodNotAllowed, "method");
        }
        else if (token.Expires < time.GetUtcNow())
        {
            Refuse(context, StatusCodes.Status403Forbidden, "the address has expired");
        }
        else if (options.Value.RequireCredentials && !LinkCredentials.Fit(context, parts[1], key))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"files\"";
            Refuse(context, StatusCodes.Status401Unauthorized, "credentials");
        }
        else
        {
            await TakeAsync(context, token);
        }
    }

    private async Task TakeAsync(HttpContext context, UploadToken token)
    {
        using var slot = traffic.Begin("upload");
        if (slot is null)
        {
            FileTraffic.SendAway(context);
            Refuse(context, StatusCodes.Status503ServiceUnavailable, "too many at once");
            return;
        }

        RequestBodies.Allow(context, store.Limit);
        try
        {
            await using var body = new ReceivedBody(context.Request.Body, traffic);
            await using var staged = await store.StageAsync(body, context.RequestAborted);
            if (await files.TakeAsync(token, staged, context.Request.ContentType, context.RequestAborted) is null)
            {
                Refuse(context, StatusCodes.Status409Conflict, "its order is gone, or its file has come");
                return;
            }

            context.Response.StatusCode = StatusCodes.Status201Created;
            _uploads.Add(1, new KeyValuePair<string, object?>("result", "kept"));
        }
        catch (Exception tooMuch) when (tooMuch is ImageTooLargeException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            Refuse(context, StatusCodes.Status413PayloadTooLarge, $"more than {store.Limit} bytes");
        }
        catch (Exception gone) when (gone is BadHttpRequestException or IOException or OperationCanceledException)
        {
            // Half a file is none: the gateway may try again at the same address.
            Refuse(context, StatusCodes.Status400BadRequest, "it broke off");
        }
    }

    private void Refuse(HttpContext context, int status, string reason)
    {
        RequestBodies.Allow(context, RequestBodies.Refused);
        context.Response.StatusCode = status;
        _uploads.Add(1, new KeyValuePair<string, object?>("result", reason));
        Log.Refused(logger, context.Connection.RemoteIpAddress?.ToString(), status, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(3220, LogLevel.Information, "Upload from {Address} refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger logger, string? address, int status, string reason);
    }
}
