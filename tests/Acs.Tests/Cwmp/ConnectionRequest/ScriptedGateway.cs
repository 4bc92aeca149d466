using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Acs.Tests.Cwmp.ConnectionRequest;

/// <summary>
/// A gateway's connection-request server on a real socket that answers with the bytes of a script, one entry a request.
/// Null breaks the connection with a reset instead; <see cref="Silence"/> keeps it open and says nothing.
/// </summary>
internal sealed class ScriptedGateway : IAsyncDisposable
{
    public const string Silence = "silence";

    public const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string?> _script;
    private readonly Task _serving;

    public ScriptedGateway(params string?[] script)
    {
        _script = new ConcurrentQueue<string?>(script);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Each request's head as it came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/cr/7?a=b";

    public static string Challenge(string header) =>
        $"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: {header}\r\nContent-Length: 0\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient socket)
    {
        try
        {
            var stream = socket.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            while (await HeadAsync(reader) is { Length: > 0 } head)
            {
                Requests.Enqueue(head);
                if (!_script.TryDequeue(out var answer) || answer is null)
                {
                    socket.LingerState = new LingerOption(true, 0);
                    return;
                }

                if (answer == Silence)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token);
                if (answer.Contains("Connection: close", StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (IOException)
        {
            // The server hung up, which is its right.
        }
    }

    private async Task<string> HeadAsync(StreamReader reader)
    {
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            head.Append(line).Append('\n');
        }

        return head.ToString();
    }
}
