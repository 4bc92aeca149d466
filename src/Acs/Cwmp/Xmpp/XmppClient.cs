using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Xml.Linq;
using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Options;

namespace Acs.Cwmp.Xmpp;

/// <summary>This node's account on the ISP's XMPP server: kept connected, asked and answering.</summary>
internal sealed partial class XmppClient : BackgroundService
{
    private static readonly TimeSpan _handshake = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(2);

    private readonly XmppQuestions _questions = new();
    private readonly string _resource = "acs-" + RandomNumberGenerator.GetHexString(12, lowercase: true);
    private readonly XmppOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<XmppClient> _logger;
    private readonly Counter<long> _connections;
    private volatile XmppLink? _link;
    private volatile string _state = "it has not connected yet";
    private long _heard;

    public XmppClient(IOptions<CwmpOptions> options, IMeterFactory meters, TimeProvider time, ILogger<XmppClient> logger)
    {
        (_options, _time, _logger) = (options.Value.Xmpp, time, logger);
        _connections = meters.Create("Acs.Xmpp").CreateCounter<long>("acs.xmpp.connections", "{connection}", "Connections to the XMPP server, by how they began or ended.");
    }

    public bool IsOn => _options.IsOn;

    /// <summary>The account that requests come from, without resource.</summary>
    public JabberId Account => _options.Account;

    /// <summary>Asks, and waits for the answer as long as is configured.</summary>
    public async Task<XmppAnswer> AskAsync(JabberId to, XElement question, CancellationToken cancellationToken)
    {
        if (_link is not { } link)
        {
            return new XmppAnswer(null, $"this server is not connected to the XMPP server: {_state}");
        }

        if (_questions.Begin(to) is not var (id, answer))
        {
            return new XmppAnswer(null, "too many are being asked by XMPP");
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(_options.TimeoutSeconds));
            await link.SendAsync(
                Handshake.Text(new XElement(XmppNames.Iq, new XAttribute("type", "get"), new XAttribute("id", id), new XAttribute("to", to), question)), limit.Token).WaitAsync(limit.Token);
            return await answer.WaitAsync(limit.Token) is { } iq
                ? new XmppAnswer(iq)
                : new XmppAnswer(null, "the connection to the XMPP server was lost meanwhile");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new XmppAnswer(null, $"no answer within {_options.TimeoutSeconds} s");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return new XmppAnswer(null, $"the connection to the XMPP server is broken: {e.Message}");
        }
        finally
        {
            _questions.End(id);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (_options.IsOn && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ConnectedAsync(() => failures = 0, stoppingToken);
            }
            catch (Exception e) when (e is XmppException or SocketException or IOException or AuthenticationException or ObjectDisposedException or InvalidOperationException
                || (e is OperationCanceledException && !stoppingToken.IsCancellationRequested))
            {
                _state = e is OperationCanceledException ? "it does not answer" : e.Message;
                _connections.Add(1, new KeyValuePair<string, object?>("what", "lost"));
                Log.Lost(_logger, _options.Jid!, _state);
            }

            // With chance, or a restarted XMPP server would meet all nodes at once.
            var pause = Math.Min(_firstPause.TotalSeconds * Math.Pow(2, failures), _longestPause.TotalSeconds);
            failures = Math.Min(failures + 1, 30);
            await Task.Delay(TimeSpan.FromSeconds(pause * (0.5 + Random.Shared.NextDouble())), _time, stoppingToken);
        }
    }

    private async Task ConnectedAsync(Action connected, CancellationToken stop)
    {
        var account = new XmppAccount(_options.Account, _options.Password ?? "", _resource, RandomNumberGenerator.GetHexString(32, lowercase: true));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_handshake);
        await using var link = await XmppLink.OpenAsync(_options, account, limit.Token);
        Heard();
        (_link, _state) = (link, "connected");
        connected();
        _connections.Add(1, new KeyValuePair<string, object?>("what", "connected"));
        Log.Connected(_logger, link.Jid!);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = WatchAsync(link, ended.Token);
        try
        {
            while (await link.ReadAsync(stop) is { } stanza)
            {
                Heard();
                await TakeAsync(link, stanza, stop);
            }

            throw new XmppException("The XMPP server ends the stream.");
        }
        finally
        {
            _link = null;
            _questions.GiveUp();
            await ended.CancelAsync();
            await watching;
        }
    }

    private async Task TakeAsync(XmppLink link, XElement stanza, CancellationToken stop)
    {
        if (stanza.Name == XmppNames.Streams + "error")
        {
            throw Handshake.StreamError(stanza);
        }

        if (XmppReplies.To(stanza) is { } reply)
        {
            await link.SendAsync(Handshake.Text(reply), stop);
        }
        else if (stanza.Name == XmppNames.Iq)
        {
            _questions.Take(stanza);
        }
    }

    /// <summary>A connection that died without a word is found out by asking (XEP-0199), and closed, which ends its reader.</summary>
    private async Task WatchAsync(XmppLink link, CancellationToken ended)
    {
        var period = TimeSpan.FromSeconds(_options.PingSeconds);
        using var pulse = new PeriodicTimer(period, _time);
        var ping = Handshake.Text(new XElement(
            XmppNames.Iq, new XAttribute("type", "get"), new XAttribute("id", "ping"), new XAttribute("to", _options.Account.Domain), new XElement(XmppNames.Ping + "ping")));
        try
        {
            while (await pulse.WaitForNextTickAsync(ended))
            {
                var silence = _time.GetElapsedTime(Interlocked.Read(ref _heard));
                if (silence > 2 * period)
                {
                    _state = "it has gone silent";
                    await link.DisposeAsync();
                    return;
                }

                if (silence >= period / 2)
                {
                    // Not awaited to its end: it may wait behind a write that a dead connection holds up.
                    await Task.WhenAny(link.SendAsync(ping, ended), Task.Delay(period / 2, _time, ended));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
    }

    private void Heard() => Interlocked.Exchange(ref _heard, _time.GetTimestamp());

    private static partial class Log
    {
        [LoggerMessage(3140, LogLevel.Information, "Connected to the XMPP server as {Jid}")]
        public static partial void Connected(ILogger logger, JabberId jid);

        [LoggerMessage(3141, LogLevel.Warning, "No XMPP connection as {Jid}: {Reason}")]
        public static partial void Lost(ILogger logger, string jid, string reason);
    }
}
