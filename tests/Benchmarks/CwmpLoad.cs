using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks;

/// <summary>
/// Sessions (Inform with 12 parameters, empty POST) from raw sockets against a CWMP address on this machine:
/// <c>cwmp URL [--connections 32] [--devices 2000] [--seconds 20] [--keep-alive] [--pid SERVER]</c>. One pass over the devices
/// comes first and is not counted, so the figures are those of known devices.
/// </summary>
internal static class CwmpLoad
{
    private static long _sessions;
    private static long _errors;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0 || !Uri.TryCreate(args[0], UriKind.Absolute, out var url) || !url.IsLoopback)
        {
            await Console.Error.WriteLineAsync("cwmp URL [--connections N] [--devices N] [--seconds N] [--keep-alive] [--pid N]; a loopback address only");
            return 2;
        }

        int Option(string name, int fallback) =>
            Array.IndexOf(args, name) is > 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : fallback;
        var connections = Option("--connections", 32);
        var devices = Option("--devices", 2000);
        var keepAlive = args.Contains("--keep-alive");
        var informs = Enumerable.Range(0, devices).Select(i => Request(url, Inform(i))).ToArray();
        var empty = Request(url, "");

        // Every worker has its own share: one device never has two sessions at once.
        Task Workers(bool once, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, connections).Select(w => Task.Run(
            () => WorkAsync(url, informs, empty, w, connections, keepAlive, once, stop), CancellationToken.None)));
        await Workers(once: true, CancellationToken.None);
        _sessions = _errors = 0;
        var server = Option("--pid", 0) is > 0 and var pid ? Process.GetProcessById(pid) : null;
        var cpu = server?.TotalProcessorTime ?? TimeSpan.Zero;
        var clock = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(Option("--seconds", 20)));
        await Workers(once: false, stop.Token);
        clock.Stop();
        server?.Refresh();
        var spent = (server?.TotalProcessorTime ?? TimeSpan.Zero) - cpu;
        Console.WriteLine($"{_sessions / clock.Elapsed.TotalSeconds:F0} sessions/s, {_errors} errors"
            + (server is null ? "" : $", {spent.TotalMilliseconds / Math.Max(1, _sessions):F3} ms server CPU per session"));
        return _errors == 0 ? 0 : 1;
    }

    private static async Task WorkAsync(Uri url, byte[][] informs, byte[] empty, int first, int step, bool keepAlive, bool once, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        Socket? socket = null;
        for (var i = first; once ? i < informs.Length : !stop.IsCancellationRequested; i += step)
        {
            try
            {
                if (socket is null)
                {
                    socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await socket.ConnectAsync(IPAddress.Loopback, url.Port, CancellationToken.None);
                }

                var ok = await AskAsync(socket, informs[i % informs.Length], buffer) == 200 && await AskAsync(socket, empty, buffer) == 204;
                Interlocked.Increment(ref ok ? ref _sessions : ref _errors);
            }
            catch (SocketException)
            {
                Interlocked.Increment(ref _errors);
            }

            if (!keepAlive)
            {
                socket?.Dispose();
                socket = null;
            }
        }

        socket?.Dispose();
    }

    /// <summary>Sends and reads one whole response; its status.</summary>
    private static async Task<int> AskAsync(Socket socket, byte[] request, byte[] buffer)
    {
        await socket.SendAsync(request);
        for (var length = 0; length < buffer.Length;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            length += read;
            var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && length >= head + 4 + BodyLength(buffer.AsSpan(0, head)))
            {
                return int.Parse(Encoding.ASCII.GetString(buffer, 9, 3), CultureInfo.InvariantCulture);
            }

            if (read == 0)
            {
                break;
            }
        }

        return 0;
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
    }

    private static byte[] Request(Uri url, string body) => Encoding.UTF8.GetBytes(
        $"POST / HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    private static string Inform(int device) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:cwmp=\"urn:dslforum-org:cwmp-1-0\"><soap:Header><cwmp:ID soap:mustUnderstand=\"1\">1</cwmp:ID></soap:Header><soap:Body><cwmp:Inform>"
        + $"<DeviceId><Manufacturer>Load</Manufacturer><OUI>00D09E</OUI><ProductClass>Load</ProductClass><SerialNumber>L{device:D6}</SerialNumber></DeviceId>"
        + "<Event><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey></CommandKey></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount><ParameterList>"
        + string.Concat(Enumerable.Range(0, 12).Select(i => $"<ParameterValueStruct><Name>Device.DeviceInfo.X_Load_Parameter{i}</Name><Value xsi:type=\"xsd:string\">value {i}</Value></ParameterValueStruct>"))
        + "</ParameterList></cwmp:Inform></soap:Body></soap:Envelope>";
}
