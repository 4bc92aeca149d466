using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Provisioning.Firmware;

namespace Acs.FileServer;

/// <summary>
/// Answers GET and HEAD of a signed link, whole or a range (RFC 9110 §14). The link says which image and until when; no
/// database is asked, and no part of the path names a file.
/// </summary>
internal sealed partial class FileEndpoint(
    FileKey key, FirmwareStore store, IOptions<FilesOptions> options, IMeterFactory meters, TimeProvider time, ILogger<FileEndpoint> logger)
{
    private readonly Counter<long> _served = meters.Create("Acs.Files").CreateCounter<long>("acs.files.served", "{request}", "Files sent, whole or in part.");
    private readonly Counter<long> _refused = meters.Create("Acs.Files").CreateCounter<long>("acs.files.refused", "{request}", "Requests refused.");

    public Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return Refuse(context, StatusCodes.Status405MethodNotAllowed, "method");
        }

        var parts = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 2 or > 3 || parts[0] != FirmwareLinks.Prefix || FirmwareToken.Read(parts[1], key.Bytes) is not { } token)
        {
            return Refuse(context, StatusCodes.Status404NotFound, "no such link");
        }

        if (token.Expires < time.GetUtcNow())
        {
            return Refuse(context, StatusCodes.Status403Forbidden, "the link has expired");
        }

        if (options.Value.RequireCredentials && !HasPassword(context, parts[1]))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"files\"";
            return Refuse(context, StatusCodes.Status401Unauthorized, "credentials");
        }

        if (store.Find(token.Sha256) is not { } path)
        {
            return Refuse(context, StatusCodes.Status404NotFound, "the image is gone");
        }

        _served.Add(1);
        context.Response.Headers.CacheControl = "no-transform";
        return Results.File(path, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{token.Sha256}\""), enableRangeProcessing: true)
            .ExecuteAsync(context);
    }

    private bool HasPassword(HttpContext context, string token)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var expected = Encoding.ASCII.GetBytes($"{FirmwareToken.Username(token)}:{FirmwareToken.PasswordOf(token, key.Bytes)}");
        var given = new byte[256];
        return Convert.TryFromBase64String(header[6..].Trim(), given, out var length)
            && CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), expected);
    }

    private Task Refuse(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
        Log.Refused(logger, context.Connection.RemoteIpAddress?.ToString(), status, reason);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(3200, LogLevel.Information, "File request from {Address} refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger logger, string? address, int status, string reason);
    }
}
