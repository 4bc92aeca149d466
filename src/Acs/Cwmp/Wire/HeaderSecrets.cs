using System.Text;

namespace Acs.Cwmp.Wire;

/// <summary>Blots credentials out of HTTP headers, in place and length: Basic whole, of Digest the response, anything else after its scheme.</summary>
internal static class HeaderSecrets
{
    public static void Mask(Span<byte> head)
    {
        for (var at = 0; at < head.Length;)
        {
            var end = head[at..].IndexOf((byte)'\n') is >= 0 and var length ? at + length : head.Length;
            Line(head[at..end]);
            at = end + 1;
        }
    }

    private static void Line(Span<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0 || !Encoding.ASCII.GetString(line[..colon]).Trim().EndsWith("Authorization", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var value = line[(colon + 1)..];
        var text = Encoding.Latin1.GetString(value);
        var start = text.Length - text.TrimStart().Length;
        var scheme = text.IndexOf(' ', start);
        if (text.AsSpan(start).StartsWith("Digest", StringComparison.OrdinalIgnoreCase))
        {
            for (var found = text.IndexOf("response", StringComparison.OrdinalIgnoreCase); found >= 0; found = text.IndexOf("response", found + 1, StringComparison.OrdinalIgnoreCase))
            {
                var equals = text.IndexOf('=', found);
                var comma = equals < 0 ? -1 : text.IndexOf(',', equals);
                Blot(value[(equals < 0 ? found : equals + 1)..(comma < 0 ? text.Length : comma)]);
            }

            return;
        }

        Blot(value[(scheme < 0 ? start : scheme)..]);
    }

    private static void Blot(Span<byte> bytes)
    {
        foreach (ref var b in bytes)
        {
            b = b is (byte)' ' or (byte)'"' or (byte)'\r' or (byte)'\t' ? b : (byte)'*';
        }
    }
}
