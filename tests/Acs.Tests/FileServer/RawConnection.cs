using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Acs.Tests.FileServer;

/// <summary>HTTP/1.x by hand: sends exactly what the test says. A client library would tidy up paths and headers.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _socket = new();
    private readonly CancellationTokenSource _giveUp = new(TimeSpan.FromSeconds(90));

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(Uri server)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(server.Host, server.Port, connection._giveUp.Token);
        return connection;
    }

    public async Task SendAsync(string text) => await _socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), _giveUp.Token);

    /// <param name="hasBody">False: the answer to HEAD.</param>
    public async Task<RawResponse> ReceiveAsync(bool hasBody = true)
    {
        var lines = (await HeadAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(h => h[0], h => h[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[hasBody ? int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture) : 0];
        await _socket.GetStream().ReadExactlyAsync(body, _giveUp.Token);
        return new RawResponse(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, body);
    }

    /// <summary>True when the server has closed it and there is nothing more to read.</summary>
    public async Task<bool> IsAtEndAsync() => await _socket.GetStream().ReadAsync(new byte[1], _giveUp.Token) == 0;

    public void Dispose()
    {
        _socket.Dispose();
        _giveUp.Dispose();
    }

    private async Task<string> HeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await _socket.GetStream().ReadExactlyAsync(one, _giveUp.Token);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
