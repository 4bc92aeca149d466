using System.Runtime.InteropServices;

namespace Acs.Cwmp.Wire;

/// <summary>
/// Blots secrets out of a SOAP body without parsing it: each character of a secret becomes an asterisk, so that lengths,
/// markup and well-formedness stay as they were. Works on what is no XML too; in doubt it blots out. UTF-8 and the other
/// supersets of ASCII, and UTF-16.
/// </summary>
internal static class XmlSecrets
{
    /// <returns>True when there was something to blot out.</returns>
    public static bool Mask(Span<byte> body)
    {
        var (wide, bigEndian) = Width(body);
        var ranges = new XmlSecretFinder(Characters(body, wide, bigEndian)).Find();
        foreach (var (from, to) in ranges)
        {
            for (var i = from; i < to; i++)
            {
                if (!wide)
                {
                    body[i] = (byte)'*';
                }
                else
                {
                    body[2 * i] = bigEndian ? (byte)0 : (byte)'*';
                    body[(2 * i) + 1] = bigEndian ? (byte)'*' : (byte)0;
                }
            }
        }

        return ranges.Count > 0;
    }

    /// <summary>UTF-16 by its byte order mark, or by its first angle bracket.</summary>
    public static (bool Wide, bool BigEndian) Width(ReadOnlySpan<byte> body) => body.Length < 2
        ? default
        : (body[0], body[1]) switch
        {
            (0xFF, 0xFE) or ((byte)'<', 0) => (true, false),
            (0xFE, 0xFF) or (0, (byte)'<') => (true, true),
            _ => default,
        };

    /// <summary>One character per unit, whatever it means: the names that count are ASCII.</summary>
    private static char[] Characters(ReadOnlySpan<byte> body, bool wide, bool bigEndian)
    {
        if (!wide)
        {
            var narrow = new char[body.Length];
            for (var i = 0; i < narrow.Length; i++)
            {
                narrow[i] = (char)body[i];
            }

            return narrow;
        }

        var units = MemoryMarshal.Cast<byte, char>(body[..(body.Length & ~1)]).ToArray();
        if (bigEndian == BitConverter.IsLittleEndian)
        {
            for (var i = 0; i < units.Length; i++)
            {
                units[i] = (char)((units[i] >> 8) | (units[i] << 8));
            }
        }

        return units;
    }
}
