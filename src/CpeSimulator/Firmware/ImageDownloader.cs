using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;

namespace CpeSimulator.Firmware;

/// <summary>Fetches an image by HTTP GET; goes on where it was cut (RFC 9110 Range, If-Range).</summary>
internal sealed class ImageDownloader(TimeProvider clock, bool trustsAnyServer)
{
    private const int Attempts = 5;
    private const long LargestImage = 512L * 1024 * 1024;

    public async Task<TransferResult> DownloadAsync(TransferRequest request, Faults faults, CancellationToken stop)
    {
        var started = clock.GetUtcNow();
        long received = 0;
        TransferResult Ended(int code, string text, SimFirmware? image = null) =>
            new(request, code, text, started, clock.GetUtcNow(), image) { Bytes = received };

        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return Ended(9013, "Unsupported protocol for file transfer");
        }

        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) };
        if (request.Username.Length > 0)
        {
            handler.Credentials = new NetworkCredential(request.Username, request.Password);
        }

        // A lab's file server has a certificate of its own; the image is protected by its digest.
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, _, _, errors) => trustsAnyServer || errors == SslPolicyErrors.None;
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var inspector = new ImageInspector(request.ChecksumAlgorithm);
        EntityTagHeaderValue? tag = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (faults.AsksLengthFirst && inspector.Received == 0)
                {
                    using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, url), stop);
                }

                using var response = await AskAsync(client, url, inspector.Received, tag, stop);
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable && attempt < Attempts)
                {
                    await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), clock, stop);
                    continue;
                }

                if (Refusal(response.StatusCode) is { } refusal)
                {
                    return Ended(refusal.Code, refusal.Text);
                }

                if (inspector.Received > 0 && response.StatusCode != HttpStatusCode.PartialContent)
                {
                    return Ended(9017, "File changed while it was fetched");
                }

                tag = response.Headers.ETag;
                if (await ReadAsync(response, inspector, faults, stop))
                {
                    break;
                }

                // A cut that was ordered is no failure of the server.
                attempt = 0;
            }
            catch (Exception e) when (e is HttpRequestException or IOException && attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), clock, stop);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return Ended(inspector.Received == 0 ? 9015 : 9017, "Unable to contact file server or to complete: " + e.Message);
            }
        }

        received = inspector.Received;
        if (request.FileSize > 0 && inspector.Received != request.FileSize)
        {
            return Ended(9018, $"File size is {inspector.Received}, {request.FileSize} was announced");
        }

        if (!request.IsFirmware)
        {
            return Ended(0, "");
        }

        var (image, error) = inspector.Finish(request.Checksum);
        return image is null ? Ended(9018, "File corrupted: " + error) : Ended(0, "", image);
    }

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient client, Uri url, long from, EntityTagHeaderValue? tag, CancellationToken stop)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, url);
        if (from > 0)
        {
            message.Headers.Range = new RangeHeaderValue(from, null);
            if (tag is { IsWeak: false })
            {
                message.Headers.IfRange = new RangeConditionHeaderValue(tag);
            }
        }

        return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, stop);
    }

    /// <returns>False: cut, as <see cref="Faults.CutsDownloadsAfter"/> says.</returns>
    private static async Task<bool> ReadAsync(HttpResponseMessage response, ImageInspector inspector, Faults faults, CancellationToken stop)
    {
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var buffer = new byte[16 * 1024];
        int read;
        var left = (long)(faults.CutsDownloadsAfter ?? int.MaxValue);
        while ((read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), stop)) > 0)
        {
            if (faults.CorruptsFirmware)
            {
                buffer[read - 1] ^= 0xff;
            }

            inspector.Take(buffer.AsSpan(0, read));
            if (inspector.Received > LargestImage)
            {
                throw new IOException("image too large");
            }

            left = faults.CutsDownloadsAfter is null ? left : left - read;
            if (left == 0)
            {
                return false;
            }
        }

        return true;
    }

    // TR-069 A.5.1: 9016 unable to access the file, 9019 authentication failure.
    private static (int Code, string Text)? Refusal(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK or HttpStatusCode.PartialContent => null,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (9019, "File authentication failure"),
        _ => (9016, "Unable to access file: HTTP " + (int)status),
    };
}
