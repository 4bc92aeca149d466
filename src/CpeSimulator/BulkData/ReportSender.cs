using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace CpeSimulator.BulkData;

/// <summary>Brings a report to the collector, as TR-369 "HTTP Bulk Data Collection" has it.</summary>
internal static class ReportSender
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <returns>Null: it was taken. Else what was wrong.</returns>
    public static async Task<string?> SendAsync(Gateway gateway, ReportProfile profile, string text, CancellationToken stop)
    {
        var options = gateway.Options;
        var query = $"?oui={Uri.EscapeDataString(options.Oui)}&pc={Uri.EscapeDataString(options.ProductClass)}&sn={Uri.EscapeDataString(options.SerialNumber)}";
        if (!Uri.TryCreate(profile.Url + query, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return "no address";
        }

        var (bytes, encoding) = Compress(Encoding.UTF8.GetBytes(text), profile.Compression);
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(ReportEncoding.IsJson(profile.Format) ? "application/json" : "text/csv", "UTF-8");
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using var request = new HttpRequestMessage(new HttpMethod(profile.Method), url) { Content = content };
        request.Headers.TryAddWithoutValidation("BBF-Report-Format", $"\"{profile.Format}\"");
        // R-BULK.0: many agents do not know the length beforehand.
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{profile.Username}:{profile.Password}")));
        try
        {
            using var response = await Client.SendAsync(request, stop);
            return response.IsSuccessStatusCode ? null : "HTTP " + (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return e.Message;
        }
    }

    private static (byte[] Bytes, string? Encoding) Compress(byte[] bytes, string compression)
    {
        if (compression is not ("GZIP" or "Deflate"))
        {
            return (bytes, null);
        }

        using var packed = new MemoryStream();
        using (Stream into = compression == "GZIP" ? new GZipStream(packed, CompressionMode.Compress) : new ZLibStream(packed, CompressionMode.Compress))
        {
            into.Write(bytes);
        }

        return (packed.ToArray(), compression == "GZIP" ? "gzip" : "deflate");
    }
}
