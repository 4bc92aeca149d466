using System.Globalization;
using System.Text;

namespace Acs.Tests.Cwmp.Quirks;

/// <summary>What the server answered a fixture's request.</summary>
internal sealed record FixtureAnswer(int Status, string Head, string Body)
{
    public static async Task<FixtureAnswer> ReadAsync(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!(head.Count >= 4 && head[^4] == '\r' && head[^2] == '\r' && head[^1] == '\n'))
        {
            await stream.ReadExactlyAsync(one);
            head.Add(one[0]);
        }

        var text = Encoding.ASCII.GetString([.. head]);
        const string Length = "Content-Length: ";
        var line = text.Split("\r\n").FirstOrDefault(l => l.StartsWith(Length, StringComparison.OrdinalIgnoreCase));
        var length = line is null ? 0 : int.Parse(line.AsSpan(Length.Length), CultureInfo.InvariantCulture);
        var body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return new FixtureAnswer(int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text, Encoding.UTF8.GetString(body));
    }
}
