using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Acs.Dots.Coap;

namespace Acs.Dots;

/// <summary>One connection to a Call Home DOTS client: TLS with certificates on both sides, opened from here (RFC 9066 §5.1), and its session until it ends.</summary>
internal sealed class DotsLink(DotsOptions options, DotsClientOptions client, DotsServing serving, TimeProvider time)
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(15);

    /// <summary>How often who observes is looked after.</summary>
    private static readonly TimeSpan ObservePace = TimeSpan.FromSeconds(1);

    private readonly DotsSession _session = new(options.Heartbeat, options.MissingHeartbeats);
    private readonly DotsNegotiation _negotiation = new(new DotsHeartbeats(Math.Max(1, (int)options.Heartbeat.TotalSeconds), options.MissingHeartbeats));
    private readonly DotsObservers _observers = new(serving, client.Source);

    /// <param name="stands">Called when both sides know each other.</param>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync(Action stands, CancellationToken cancellationToken)
    {
        using var socket = new TcpClient();
        await using var stream = await ConnectAsync(socket, cancellationToken);
        stands();
        var (buffer, filled) = (new byte[CoapCodec.MaxMessage], 0);
        var closed = await DoAsync(stream, _session.Begin(time.GetUtcNow()), cancellationToken);
        var read = ReadAsync();
        while (closed is null)
        {
            await Task.WhenAny(read, Task.Delay(Wait(), time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (!read.IsCompleted)
            {
                closed = await DoAsync(stream, _session.Tick(time.GetUtcNow()), cancellationToken);
                foreach (var notification in closed is null ? await _observers.ChangesAsync(cancellationToken) : [])
                {
                    await stream.WriteAsync(CoapCodec.Write(notification), cancellationToken);
                }

                continue;
            }

            var count = await read;
            if (count == 0)
            {
                return "the peer closed the connection";
            }

            filled += count;
            (closed, filled) = await TakeAsync(stream, buffer, filled, cancellationToken);
            read = closed is null ? ReadAsync() : read;
        }

        return closed;

        Task<int> ReadAsync() => stream.ReadAsync(buffer.AsMemory(filled), cancellationToken).AsTask();
    }

    private TimeSpan Wait()
    {
        var wait = _session.Deadline is { } deadline && deadline - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
        return _observers.Any && wait > ObservePace ? ObservePace : wait;
    }

    /// <summary>All whole messages of the buffer; what is left moves to its beginning.</summary>
    private async Task<(string? Closed, int Filled)> TakeAsync(SslStream stream, byte[] buffer, int filled, CancellationToken cancellationToken)
    {
        var at = 0;
        string? closed = null;
        while (closed is null)
        {
            switch (CoapCodec.Read(buffer.AsMemory(at, filled - at)))
            {
                case CoapReadResult.Whole whole:
                    at += whole.Length;
                    closed = await DoAsync(stream, _session.Receive(whole.Message, time.GetUtcNow()), cancellationToken);
                    break;
                case CoapReadResult.Broken broken:
                    closed = await DoAsync(stream, _session.Break(broken.Why), cancellationToken);
                    break;
                default:
                    buffer.AsSpan(at, filled - at).CopyTo(buffer);
                    return (null, filled - at);
            }
        }

        return (closed, 0);
    }

    /// <returns>Why it is closed; null: it is not.</returns>
    private async Task<string?> DoAsync(SslStream stream, IReadOnlyList<DotsAction> actions, CancellationToken cancellationToken)
    {
        foreach (var action in actions)
        {
            switch (action)
            {
                case DotsAction.Send send:
                    await stream.WriteAsync(CoapCodec.Write(send.Message), cancellationToken);
                    break;
                case DotsAction.Serve serve:
                    var answer = await serving.AnswerAsync(client.Source, serve.Request, _negotiation, cancellationToken);
                    await stream.WriteAsync(CoapCodec.Write(_observers.Register(serve.Request, answer)), cancellationToken);
                    if (serve.Request.Code is CoapCode.Put or CoapCode.Delete && answer.Code is CoapCode.Created or CoapCode.Changed or CoapCode.Deleted)
                    {
                        var agreed = _negotiation.Of(await serving.StandsAsync(client.Source, cancellationToken));
                        _session.Agree(TimeSpan.FromSeconds(agreed.Interval), agreed.Missing);
                    }

                    break;
                case DotsAction.Close close:
                    return close.Why;
            }
        }

        return null;
    }

    private async Task<SslStream> ConnectAsync(TcpClient socket, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ConnectTime, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var (host, port) = client.Target!.Value;
        socket.NoDelay = true;
        await socket.ConnectAsync(host, port, both.Token);
        var anchors = new X509Certificate2Collection();
        anchors.ImportFromPemFile(client.Authorities);
        using var pem = X509Certificate2.CreateFromPemFile(options.Certificate!, options.Key);
        // Windows wants the key in a store; a round trip through PKCS#12 is the portable way.
        var own = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        var stream = new SslStream(socket.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = client.ServerName ?? host,
                ClientCertificateContext = SslStreamCertificateContext.Create(own, null, offline: true),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ApplicationProtocols = [new SslApplicationProtocol("coap")], // RFC 8323 §8.2
                CertificateChainPolicy = ChainPolicies.Of(anchors, time.GetUtcNow()),
            },
            both.Token);
        return stream;
    }
}
