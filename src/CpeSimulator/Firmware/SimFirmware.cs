using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CpeSimulator.Firmware;

/// <summary>
/// The simulator's image format: one line of text, <c>SIMFW version=2.0.1 model=SG-1 size=N sha256=HEX</c>, then N bytes.
/// </summary>
public sealed record SimFirmware(string Version, string Model, int Size, string Sha256)
{
    /// <summary>Longest header line in bytes.</summary>
    public const int LongestHeader = 256;

    public static byte[] Create(string version, string model = "SG-1", int size = 64 * 1024)
    {
        var payload = new byte[size];
        // The same version gives the same bytes: images can be compared by their digest.
        new Random(version.Aggregate(17, (h, c) => unchecked((h * 31) + c))).NextBytes(payload);
        var digest = Convert.ToHexStringLower(SHA256.HashData(payload));
        return [.. Encoding.ASCII.GetBytes($"SIMFW version={version} model={model} size={size} sha256={digest}\n"), .. payload];
    }

    /// <summary>Null when the line is not a header.</summary>
    public static SimFirmware? ReadHeader(string line)
    {
        var words = line.Split(' ');
        if (words is not ["SIMFW", ..])
        {
            return null;
        }

        string? Field(string name) =>
            words.FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
        return Field("version") is { Length: > 0 } version && Field("model") is { } model && Field("sha256") is { Length: 64 } digest &&
            int.TryParse(Field("size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new SimFirmware(version, model, size, digest)
            : null;
    }
}
