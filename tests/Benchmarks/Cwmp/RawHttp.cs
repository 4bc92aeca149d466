using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Cwmp;

/// <summary>POSTs over a socket by hand, one at a time, returning the cookie that it was given: a generator must cost little beside the server.</summary>
internal sealed class RawHttp(Uri url) : IDisposable
{
    private readonly byte[] _head = Encoding.ASCII.GetBytes($"POST {url.AbsolutePath} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: text/xml; charset=utf-8\r\n");
    private byte[] _request = new byte[16 * 1024];
    private readonly byte[] _received = new byte[256 * 1024];
    private readonly byte[] _cookie = new byte[256];
    private int _cookieLength;
    private Socket? _socket;

    /// <summary>Of the last answer; good until the next request.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Forgets the cookie, and hangs up unless the connection is to be kept.</summary>
    public void EndSession(bool keepAlive)
    {
        _cookieLength = 0;
        if (!keepAlive)
        {
            Dispose();
        }
    }

    /// <returns>The status, or 0 where the server hung up.</returns>
    public async ValueTask<int> PostAsync(ReadOnlyMemory<byte> body)
    {
        if (_socket is null)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(IPAddress.Loopback, url.Port, CancellationToken.None);
        }

        await _socket.SendAsync(Request(body.Span));
        for (var length = 0; length < _received.Length;)
        {
            var read = await _socket.ReceiveAsync(_received.AsMemory(length));
            length += read;
            if (read == 0)
            {
                break;
            }

            var end = _received.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0 && length >= end + 4 + BodyLength(_received.AsSpan(0, end)))
            {
                TakeCookie(_received.AsSpan(0, end));
                Body = _received.AsMemory(end + 4, length - end - 4);
                return Utf8Parser.TryParse(_received.AsSpan(9, 3), out int status, out _) ? status : 0;
            }
        }

        Dispose();
        return 0;
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private ReadOnlyMemory<byte> Request(ReadOnlySpan<byte> body)
    {
        if (_request.Length < _head.Length + _cookieLength + body.Length + 64)
        {
            _request = new byte[(_request.Length + body.Length) * 2];
        }

        var at = 0;
        Put(_head, ref at);
        if (_cookieLength > 0)
        {
            Put("Cookie: "u8, ref at);
            Put(_cookie.AsSpan(0, _cookieLength), ref at);
            Put("\r\n"u8, ref at);
        }

        Put("Content-Length: "u8, ref at);
        Utf8Formatter.TryFormat(body.Length, _request.AsSpan(at), out var digits);
        at += digits;
        Put("\r\n\r\n"u8, ref at);
        Put(body, ref at);
        return _request.AsMemory(0, at);
    }

    private void Put(ReadOnlySpan<byte> bytes, ref int at)
    {
        bytes.CopyTo(_request.AsSpan(at));
        at += bytes.Length;
    }

    private void TakeCookie(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Set-Cookie: "u8);
        if (at < 0)
        {
            return;
        }

        var cookie = head[(at + 12)..];
        cookie = cookie[..cookie.IndexOf((byte)';')];
        cookie.CopyTo(_cookie);
        _cookieLength = cookie.Length;
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
    }
}
