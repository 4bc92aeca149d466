using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Acs.Dots.Coap;

namespace Acs.Tests.Dots;

/// <summary>The other side: a Call Home DOTS client that waits for the connection on a real port, with TLS and certificates, and then asks.</summary>
internal sealed class CallHomeClient : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _anchors = [];
    private readonly ConcurrentDictionary<int, Channel<CoapMessage>> _answers = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private SslStream? _stream;
    private Task _reading = Task.CompletedTask;
    private int _tokens;

    public CallHomeClient(X509Certificate2 own, string authority)
    {
        _own = own;
        _anchors.ImportFromPemFile(authority);
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string? PeerSubject { get; private set; }

    public ConcurrentQueue<CoapMessage> Signals { get; } = [];

    /// <summary>Waits for the server's call, and greets it.</summary>
    public async Task AcceptAsync()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await GreetAsync(over.Token))
        {
            // It rang before, and nobody answered: that call is over, and it rings again.
        }

        Assert.That(_stream!.NegotiatedApplicationProtocol.ToString(), Is.EqualTo("coap"));
        await SendAsync(CoapMessage.Signal(CoapCode.Csm));
        _reading = ReadAsync(_stream);
    }

    private async Task<bool> GreetAsync(CancellationToken cancellationToken)
    {
        var stream = new SslStream(new NetworkStream(await _listener.AcceptSocketAsync(cancellationToken), ownsSocket: true));
        try
        {
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = _own, ClientCertificateRequired = true, ApplicationProtocols = [new SslApplicationProtocol("coap")],
                    RemoteCertificateValidationCallback = (_, certificate, chain, _) => Trusts(certificate, chain),
                },
                cancellationToken);
            _stream = stream;
            return true;
        }
        catch (IOException)
        {
            await stream.DisposeAsync();
            return false;
        }
    }

    public async Task<CoapMessage> AskAsync(CoapCode code, string path, byte[]? body = null, params CoapOption[] more)
    {
        var (token, answers) = await StartAsync(code, path, body, more);
        var answer = await NextAsync(answers);
        _answers.TryRemove(token, out _);
        return answer;
    }

    /// <summary>Watches; the first answer and each notification come out.</summary>
    public async Task<Channel<CoapMessage>> ObserveAsync(string path) => (await StartAsync(CoapCode.Get, path, null, [CoapOption.Of(CoapOption.Observe, 0)])).Answers;

    public static async Task<CoapMessage> NextAsync(Channel<CoapMessage> answers)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await answers.Reader.ReadAsync(over.Token);
    }

    public async Task SendAsync(CoapMessage message)
    {
        await _writing.WaitAsync();
        try
        {
            await _stream!.WriteAsync(CoapCodec.Write(message));
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task HangUpAsync() => await _stream!.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }

        await _reading;
        _writing.Dispose();
    }

    private async Task<(int Token, Channel<CoapMessage> Answers)> StartAsync(CoapCode code, string path, byte[]? body, CoapOption[] more)
    {
        var token = Interlocked.Increment(ref _tokens);
        var answers = _answers[token] = Channel.CreateUnbounded<CoapMessage>();
        var options = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(p => new CoapOption(CoapOption.UriPath, Encoding.UTF8.GetBytes(p))).Concat(more).ToList();
        if (body is not null && !more.Any(o => o.Number == CoapOption.ContentFormat))
        {
            options.Add(CoapOption.Of(CoapOption.ContentFormat, 271));
        }

        await SendAsync(new CoapMessage(code, new[] { (byte)token }, options, body ?? []));
        return (token, answers);
    }

    private async Task ReadAsync(SslStream stream)
    {
        var (buffer, filled) = (new byte[64 * 1024], 0);
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer.AsMemory(filled))) > 0;)
            {
                filled += read;
                while (CoapCodec.Read(buffer.AsMemory(0, filled)) is CoapReadResult.Whole whole)
                {
                    buffer.AsSpan(whole.Length, filled - whole.Length).CopyTo(buffer);
                    filled -= whole.Length;
                    Take(whole.Message);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private void Take(CoapMessage message)
    {
        if (message.IsSignal)
        {
            Signals.Enqueue(message);
            if (message.Code == CoapCode.Ping)
            {
                _ = SendAsync(CoapMessage.Signal(CoapCode.Pong, message.Token));
            }
        }
        else if (message.Token.Length == 1 && _answers.TryGetValue(message.Token.Span[0], out var answers))
        {
            answers.Writer.TryWrite(message);
        }
    }

    private bool Trusts(X509Certificate? certificate, X509Chain? chain)
    {
        if (certificate is null || chain is null)
        {
            return false;
        }

        using var leaf = new X509Certificate2(certificate);
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_anchors);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        PeerSubject = leaf.Subject;
        return chain.Build(leaf);
    }
}
