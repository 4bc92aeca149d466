using System.IO.Compression;
using System.Text.Json;
using Provisioning.DesiredState;
using Provisioning.Devices;

namespace Provisioning.Storage.Documents;

/// <summary>
/// Documents to bytes and back: compact JSON, compressed with Brotli behind one marker byte. Plain JSON without the marker
/// is read too, so that a row can be mended by hand.
/// </summary>
public static class DocumentCodec
{
    /// <summary>A document never grows beyond this many bytes of JSON.</summary>
    public const int MaxDocumentBytes = 64 * 1024 * 1024;

    private const byte BrotliMarker = 1;
    private const int Quality = 4;
    private const int Window = 18;

    public static byte[] Encode(ReportedParameters reported) => Compress(ReportedCodec.Write(reported));

    public static ReportedParameters DecodeReported(byte[]? content) =>
        content is null or [] ? ReportedParameters.Empty : ReportedCodec.Read(Decompress(content));

    public static byte[] Encode(Capabilities capabilities) =>
        Compress(JsonSerializer.SerializeToUtf8Bytes(CapabilitiesDocument.Of(capabilities), DocumentJson.Default.CapabilitiesDocument));

    public static Capabilities DecodeCapabilities(byte[]? content) =>
        content is null or []
            ? Capabilities.None
            : JsonSerializer.Deserialize(Decompress(content), DocumentJson.Default.CapabilitiesDocument)?.ToCapabilities() ?? Capabilities.None;

    public static byte[] Encode(ReconcileProgress progress) =>
        Compress(JsonSerializer.SerializeToUtf8Bytes(progress, DocumentJson.Default.ReconcileProgress));

    /// <summary>Null when nothing has been tried yet.</summary>
    public static ReconcileProgress? DecodeProgress(byte[]? content) =>
        content is null or [] ? null : JsonSerializer.Deserialize(Decompress(content), DocumentJson.Default.ReconcileProgress);

    public static byte[] Encode(DesiredLayer layer) =>
        Compress(JsonSerializer.SerializeToUtf8Bytes(layer, DocumentJson.Default.DesiredLayer));

    /// <exception cref="JsonException">The content is not a layer.</exception>
    public static DesiredLayer DecodeLayer(byte[] content) =>
        JsonSerializer.Deserialize(Decompress(content), DocumentJson.Default.DesiredLayer) ?? throw new JsonException("A layer is null.");

    public static byte[] Encode(DesiredFirmware firmware) =>
        Compress(JsonSerializer.SerializeToUtf8Bytes(firmware, DocumentJson.Default.DesiredFirmware));

    /// <exception cref="JsonException">The content is not a firmware.</exception>
    public static DesiredFirmware DecodeFirmware(byte[] content) =>
        JsonSerializer.Deserialize(Decompress(content), DocumentJson.Default.DesiredFirmware) ?? throw new JsonException("A firmware is null.");

    private static byte[] Compress(ReadOnlySpan<byte> json)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length) + 1];
        buffer[0] = BrotliMarker;
        return BrotliEncoder.TryCompress(json, buffer.AsSpan(1), out var written, Quality, Window)
            ? buffer[..(written + 1)]
            : json.ToArray();
    }

    private static ReadOnlySpan<byte> Decompress(byte[] content)
    {
        if (content[0] != BrotliMarker)
        {
            return content;
        }

        using var brotli = new BrotliStream(new MemoryStream(content, 1, content.Length - 1), CompressionMode.Decompress);
        using var json = new MemoryStream(content.Length * 8);
        var block = new byte[16 * 1024];
        for (var read = brotli.Read(block); read > 0; read = brotli.Read(block))
        {
            if (json.Length + read > MaxDocumentBytes)
            {
                throw new InvalidDataException($"A document of more than {MaxDocumentBytes} bytes.");
            }

            json.Write(block, 0, read);
        }

        return json.GetBuffer().AsSpan(0, (int)json.Length);
    }
}
