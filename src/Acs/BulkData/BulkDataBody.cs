using System.IO.Compression;
using Microsoft.Net.Http.Headers;
using Provisioning.BulkData;

namespace Acs.BulkData;

/// <summary>A request's body, inflated, with an end to its size either way.</summary>
internal static class BulkDataBody
{
    /// <summary>TR-369 R-BULK.7 wants media type and charset; a charset that is left out is taken for UTF-8 (RFC 8259, RFC 7111).</summary>
    public static bool IsKnownType(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.ToString().ToLowerInvariant() is "application/json" or "text/csv"
        && type.Charset.ToString().Trim('"').ToLowerInvariant() is "" or "utf-8" or "us-ascii";

    public static bool IsKnownEncoding(HttpRequest request) => Encoding(request) is "" or "identity" or "gzip" or "x-gzip" or "deflate";

    /// <exception cref="BodyTooLargeException">More than the options allow, before or after inflation.</exception>
    /// <exception cref="InvalidDataException">It is not compressed as it says.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, BulkDataOptions limits, CancellationToken cancellationToken)
    {
        var raw = await ReadAsync(request.Body, limits.MaxBytes, cancellationToken);
        if (Encoding(request) is "" or "identity")
        {
            return raw;
        }

        await using var inflated = Inflate(Encoding(request), raw);
        return await ReadAsync(inflated, limits.MaxInflatedBytes, cancellationToken);
    }

    private static string Encoding(HttpRequest request) => request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();

    private static Stream Inflate(string encoding, ReadOnlyMemory<byte> raw)
    {
        var from = new MemoryStream(raw.ToArray());
        if (encoding != "deflate")
        {
            return new GZipStream(from, CompressionMode.Decompress);
        }

        // RFC 9110 8.4.1.2: deflate is zlib's format; some send it without zlib's header.
        var isZlib = raw.Length > 1 && (raw.Span[0] & 0x0F) == 8 && ((raw.Span[0] << 8) | raw.Span[1]) % 31 == 0;
        return isZlib ? new ZLibStream(from, CompressionMode.Decompress) : new DeflateStream(from, CompressionMode.Decompress);
    }

    private static async Task<byte[]> ReadAsync(Stream from, int atMost, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (body.Length + read > atMost)
            {
                throw new BodyTooLargeException(atMost);
            }

            body.Write(piece, 0, read);
        }

        return body.ToArray();
    }
}
