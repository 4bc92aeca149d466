using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Acs.Tests.Cwmp.Quirks;

/// <summary>
/// What one kind of firmware sends, as files: <c>Fixtures/NN-NAME.http</c>, its requests to the byte, a line <c>###</c> between
/// two. Only the lengths are reckoned here.
/// </summary>
internal static class Fixture
{
    public static string Folder => Path.Combine(SourceTree.Root, "tests", "Acs.Tests", "Cwmp", "Quirks", "Fixtures");

    /// <summary>Each request, with Latin-1 characters for its bytes.</summary>
    public static IReadOnlyList<string> Read(string name) =>
        [.. Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Folder, name + ".http"))).Split("\n###\n").Select(Request)];

    /// <summary>Sends all requests over one connection, each when the one before is answered.</summary>
    public static async Task<IReadOnlyList<FixtureAnswer>> PlayAsync(TestListener server, string name)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        var stream = socket.GetStream();
        var answers = new List<FixtureAnswer>();
        foreach (var request in Read(name))
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
            var answer = await FixtureAnswer.ReadAsync(stream);
            answers.Add(answer.Status == 100 ? await FixtureAnswer.ReadAsync(stream) : answer);
        }

        return answers;
    }

    private static string Request(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (text.TrimEnd(), "") : (text[..end], text[(end + 2)..]);
        return $"{head.Replace("\n", "\r\n", StringComparison.Ordinal)}\r\nHost: acs\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }
}
