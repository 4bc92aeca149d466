using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Acs.Cwmp.Endpoint;

/// <summary>Reads a POST into rented memory, inflated where it was compressed, and never more than the limit.</summary>
internal static class BodyReader
{
    /// <summary>Dispose the result to give the memory back.</summary>
    public static async ValueTask<RequestBody> ReadAsync(
        PipeReader reader,
        string? contentEncoding,
        int limit,
        CancellationToken cancellationToken)
    {
        var encoding = contentEncoding?.Trim().ToLowerInvariant() ?? "";
        if (encoding is not ("" or "identity" or "gzip" or "x-gzip" or "deflate"))
        {
            return RequestBody.Failed(BodyError.UnknownEncoding);
        }

        var raw = await ReadRawAsync(reader, limit, cancellationToken);
        if (raw.Error != BodyError.None || raw.Length == 0 || encoding is "" or "identity")
        {
            return raw;
        }

        using (raw)
        {
            return await InflateAsync(raw, encoding, limit, cancellationToken);
        }
    }

    private static async ValueTask<RequestBody> ReadRawAsync(PipeReader reader, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
                return RequestBody.Failed(BodyError.TooLarge);
            }

            if (read.IsCompleted)
            {
                var length = (int)buffer.Length;
                var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
                buffer.CopyTo(bytes);
                reader.AdvanceTo(buffer.End);
                return new RequestBody(bytes, length, BodyError.None);
            }

            // Examined, not consumed: it stays in the pipe's pooled blocks until it is whole.
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static async ValueTask<RequestBody> InflateAsync(RequestBody raw, string encoding, int limit, CancellationToken cancellationToken)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Min(limit + 1, Math.Max(raw.Length * 4, 4096)));
        var length = 0;
        var source = new MemoryStream(raw.Array, 0, raw.Length, writable: false);
        try
        {
            await using var inflater = Open(source, raw, encoding);
            while (true)
            {
                var count = await inflater.ReadAsync(bytes.AsMemory(length), cancellationToken);
                if (count == 0)
                {
                    return new RequestBody(bytes, length, BodyError.None);
                }

                length += count;
                if (length > limit)
                {
                    ArrayPool<byte>.Shared.Return(bytes);
                    return RequestBody.Failed(BodyError.TooLarge);
                }

                if (length == bytes.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(Math.Min(limit + 1, length * 2));
                    bytes.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(bytes);
                    bytes = larger;
                }
            }
        }
        catch (InvalidDataException)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            return RequestBody.Failed(BodyError.Corrupt);
        }
    }

    /// <summary>"deflate" is the zlib format (RFC 9110 8.4.1.2), and half the world sends it without the zlib header.</summary>
    private static Stream Open(Stream source, RequestBody raw, string encoding)
    {
        if (encoding != "deflate")
        {
            return new GZipStream(source, CompressionMode.Decompress);
        }

        var head = raw.Span;
        var zlib = head.Length >= 2 && (head[0] & 0x0F) == 8 && ((head[0] << 8) | head[1]) % 31 == 0;
        return zlib ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress);
    }
}
