using System.Globalization;
using System.Text;

namespace Acs.Cwmp.Wire;

/// <summary>RFC 9112 7.1: where the content lies in a chunked body.</summary>
internal static class Chunks
{
    /// <summary>The pieces that carry content; what cannot be read as chunks is one piece.</summary>
    public static List<(int At, int Length)> Of(byte[] body)
    {
        var pieces = new List<(int, int)>();
        var at = 0;
        while (at < body.Length)
        {
            var line = body.AsSpan(at).IndexOf((byte)'\n');
            var text = line < 0 ? "" : Encoding.ASCII.GetString(body, at, line).Split(';')[0].Trim();
            if (!int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0)
            {
                pieces.Add((at, body.Length - at));
                break;
            }

            at += line + 1;
            if (length == 0)
            {
                break;
            }

            length = Math.Min(length, body.Length - at);
            pieces.Add((at, length));
            at += length;
            at += at + 1 < body.Length && body[at] == '\r' ? 2 : 1;
        }

        return pieces;
    }

    public static byte[] Join(byte[] body, List<(int At, int Length)> pieces)
    {
        var whole = new byte[pieces.Sum(p => p.Length)];
        var to = 0;
        foreach (var (at, length) in pieces)
        {
            body.AsSpan(at, length).CopyTo(whole.AsSpan(to));
            to += length;
        }

        return whole;
    }

    /// <summary>Puts content of the same length back where it came from.</summary>
    public static void Spread(ReadOnlySpan<byte> whole, byte[] body, List<(int At, int Length)> pieces)
    {
        foreach (var (at, length) in pieces)
        {
            whole[..length].CopyTo(body.AsSpan(at));
            whole = whole[length..];
        }
    }
}
