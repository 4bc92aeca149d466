using System.Security.Cryptography;
using System.Text;

namespace CpeSimulator.Firmware;

/// <summary>Checks an image while it arrives, holding no more of it than its first line.</summary>
internal sealed class ImageInspector : IDisposable
{
    private readonly List<byte> _line = [];
    private readonly IncrementalHash _payload = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _whole;
    private SimFirmware? _header;
    private bool _headerEnded;
    private long _payloadBytes;

    /// <param name="algorithm">Of the whole file's checksum, as in <c>Download()</c>: SHA-1, SHA-224, SHA-256, SHA-384, SHA-512; or null.</param>
    public ImageInspector(string? algorithm = null)
    {
        _whole = algorithm switch
        {
            "SHA-1" => IncrementalHash.CreateHash(HashAlgorithmName.SHA1),
            "SHA-256" => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            "SHA-384" => IncrementalHash.CreateHash(HashAlgorithmName.SHA384),
            "SHA-512" => IncrementalHash.CreateHash(HashAlgorithmName.SHA512),
            _ => null,
        };
    }

    public long Received { get; private set; }

    public void Take(ReadOnlySpan<byte> bytes)
    {
        Received += bytes.Length;
        _whole?.AppendData(bytes);
        if (!_headerEnded)
        {
            var end = bytes.IndexOf((byte)'\n');
            _line.AddRange(bytes[..Math.Min(end < 0 ? bytes.Length : end, SimFirmware.LongestHeader + 1)]);
            if (end < 0 && _line.Count <= SimFirmware.LongestHeader)
            {
                return;
            }

            _headerEnded = true;
            _header = SimFirmware.ReadHeader(Encoding.ASCII.GetString([.. _line]));
            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        _payload.AppendData(bytes);
        _payloadBytes += bytes.Length;
    }

    /// <summary>The image, or why it is none.</summary>
    public (SimFirmware? Image, string Error) Finish(string? checksum)
    {
        var digest = Convert.ToHexStringLower(_payload.GetHashAndReset());
        if (_header is null)
        {
            return (null, "not a firmware image of this gateway");
        }

        if (_payloadBytes != _header.Size)
        {
            return (null, $"image is cut: {_payloadBytes} of {_header.Size} bytes");
        }

        if (digest != _header.Sha256)
        {
            return (null, "image digest does not match");
        }

        return _whole is not null && !string.IsNullOrEmpty(checksum) &&
            !Convert.ToHexString(_whole.GetHashAndReset()).Equals(checksum, StringComparison.OrdinalIgnoreCase)
            ? (null, "file checksum does not match")
            : (_header, "");
    }

    public void Dispose()
    {
        _payload.Dispose();
        _whole?.Dispose();
    }
}
