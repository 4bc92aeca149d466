using System.Threading.Channels;
using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents;

/// <summary>
/// Runs one agent's session: a mailbox, a timer, and the hands that do what the session wants. Each agent has its own, so
/// that none waits for another.
/// </summary>
internal sealed partial class AgentActor : IAsyncDisposable
{
    /// <summary>Messages and bytes that may wait for one agent.</summary>
    private const int MailCapacity = 64;
    private const int MailBytes = 16 * 1024 * 1024;
    private const int MaxTogether = 32;

    private readonly AgentContext _context;
    private readonly string _endpointId;
    // Not declared as read by one only: that kind of channel cannot count what waits.
    private readonly Channel<AgentMail> _mail = Channel.CreateUnbounded<AgentMail>();
    private readonly SemaphoreSlim _room = new(MailCapacity);
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private readonly Task _run;
    private AgentSession _session;
    private IAgentLink? _link;
    private long _gone;
    private IConversation? _conversation;
    private TaskCompletionSource<string>? _woken;
    private long _bytes;
    private long _lastActive;

    public AgentActor(AgentContext context, string endpointId)
    {
        _context = context;
        _endpointId = endpointId;
        _session = NewSession();
        _lastActive = context.Time.GetTimestamp();
        _timer = context.Time.CreateTimer(_ => _mail.Writer.TryWrite(new AgentMail(new AgentInput.Tick())), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _run = Task.Run(RunAsync);
    }

    /// <summary>How long nothing has happened; zero while something is going on.</summary>
    public TimeSpan Idle => _mail.Reader.Count > 0 || !_session.IsResting
        ? TimeSpan.Zero
        : _context.Time.GetElapsedTime(Volatile.Read(ref _lastActive));

    /// <summary>Null while nobody is connected.</summary>
    public IAgentLink? Link => Volatile.Read(ref _link);

    /// <summary>Posts what must not be lost: connects, disconnects, wakes.</summary>
    public bool Post(AgentMail mail) => _mail.Writer.TryWrite(mail);

    /// <summary>Posts a message of the agent. Waits while the mailbox is full, if told to; false: there was no room, or the actor has ended.</summary>
    public async ValueTask<bool> PostMessageAsync(AgentMail mail, bool wait, CancellationToken cancellationToken)
    {
        if (Interlocked.Add(ref _bytes, mail.Size) > MailBytes + mail.Size
            || (!await _room.WaitAsync(0, cancellationToken) && !(wait && await WaitForRoomAsync(cancellationToken))))
        {
            Interlocked.Add(ref _bytes, -mail.Size);
            return false;
        }

        return _mail.Writer.TryWrite(mail);
    }

    public async ValueTask DisposeAsync()
    {
        _mail.Writer.TryComplete();
        await _stop.CancelAsync();
        await _timer.DisposeAsync();
        await _run;
        await CloseAsync();
        _woken?.TrySetResult("stopped");
        _stop.Dispose();
    }

    private async Task<bool> WaitForRoomAsync(CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        return true;
    }

    private AgentSession NewSession() => new(_context.ControllerId, _endpointId, _context.Timing, _context.Subscriptions);

    private async Task RunAsync()
    {
        try
        {
            await foreach (var mail in _mail.Reader.ReadAllAsync(_stop.Token))
            {
                try
                {
                    await HandleAsync(mail);
                }
                catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
                {
                    // Whatever one message brought about, the next one and every other agent go on.
                    Log.SessionFailed(_context.Logger, _endpointId, e);
                    await CloseAsync();
                    _session = NewSession();
                }
                finally
                {
                    Release(mail);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async ValueTask HandleAsync(AgentMail mail)
    {
        Volatile.Write(ref _lastActive, _context.Time.GetTimestamp());
        if (mail.Input is AgentInput.Detached { IsRecordError: false } && mail.Link is not null)
        {
            _gone = mail.Link.Connection;
            // Of a connection that another has replaced already.
            if (_link is null || mail.Link.Connection < _link.Connection)
            {
                return;
            }

            Volatile.Write(ref _link, null);
        }
        // Who wakes the agent may have found a connection that has ended since.
        else if (mail.Link is not null && !(mail.Woken is not null && mail.Link.Connection == _gone)
            && (_link is null || mail.Link.Connection >= _link.Connection))
        {
            Volatile.Write(ref _link, mail.Link);
        }

        if (mail.Woken is not null)
        {
            _woken?.TrySetResult("superseded");
            _woken = mail.Woken;
            if (_conversation is not null)
            {
                Wake("a conversation is going on");
            }
        }

        switch (mail.Input)
        {
            case AgentInput.Recorded recorded:
                await ExchangeAsync(Exchange.Take(recorded.Record, _context.Time.GetUtcNow()));
                break;
            case AgentInput.Connected:
                _exchange?.Connected();
                await FeedAsync(mail.Input);
                break;
            case AgentInput.Received when UsesExchange && !Exchange.TakePlain():
                Log.Ignored(_context.Logger, _endpointId, "session-required");
                _context.Metrics.Dropped("session-required");
                break;
            case AgentInput.Detached { Code: { } code } detached:
                _exchange?.Disconnected(code);
                if (!detached.IsRecordError)
                {
                    await FeedAsync(detached);
                }
                else if (code == 7106)
                {
                    // Without a session, then. In the other cases the agent begins one, or the answer's time runs out.
                    await FeedAsync(new AgentInput.Rerouted());
                }

                break;
            case AgentInput.Received { Message: { } first } when IsNotify(first):
                var notified = TakeWaiting(first, mail.Link);
                await FeedAsync(notified.Count == 1 ? mail.Input : new AgentInput.Notified(notified));
                break;
            case AgentInput.Tick:
                await ExchangeAsync(_exchange?.Tick(_context.Time.GetUtcNow()) ?? []);
                await FeedAsync(mail.Input);
                break;
            default:
                await FeedAsync(mail.Input);
                break;
        }

        Arm();
    }

    /// <summary>
    /// A Notify and those that have come behind it over a link of the same standing: while the last one was on its way to the disk, say.
    /// Behind an external broker every message has a link of its own.
    /// </summary>
    private List<Msg> TakeWaiting(Msg first, IAgentLink? link)
    {
        List<Msg> messages = [first];
        while (messages.Count < MaxTogether
            && _mail.Reader.TryPeek(out var next) && next.Input is AgentInput.Received { Message: { } message } && IsNotify(message)
            && next.Link?.Trust == link?.Trust && next.Link?.Owner == link?.Owner && !(next.Link?.Connection < _link?.Connection)
            && _mail.Reader.TryRead(out next))
        {
            Volatile.Write(ref _link, next.Link ?? _link);
            messages.Add(message);
            Release(next);
        }

        return messages;
    }

    private static bool IsNotify(Msg message) => message.Body.Request?.Notify is not null;

    private void Release(AgentMail mail)
    {
        if (mail.Input is AgentInput.Received or AgentInput.Recorded)
        {
            Interlocked.Add(ref _bytes, -mail.Size);
            _room.Release();
        }
    }

    private async ValueTask FeedAsync(AgentInput input)
    {
        switch (input)
        {
            case AgentInput.Received received:
                Heard(received.Message);
                break;
            case AgentInput.Notified notified:
                foreach (var message in notified.Messages)
                {
                    Heard(message);
                }

                break;
        }

        var pending = new Queue<AgentAction>(_session.On(input, _context.Time.GetUtcNow()));
        while (pending.TryDequeue(out var action))
        {
            if (await PerformAsync(action) is { } result)
            {
                foreach (var next in _session.On(result, _context.Time.GetUtcNow()))
                {
                    pending.Enqueue(next);
                }
            }
        }
    }

    private void Heard(Msg message) => _conversation?.Log(ConversationDirection.FromDevice, MessageSummary.Of(message));

    private void Arm()
    {
        var due = Sooner(_session.Deadline, _exchange?.Deadline) is { } deadline
            ? TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((deadline - _context.Time.GetUtcNow()).TotalMilliseconds)))
            : Timeout.InfiniteTimeSpan;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private async ValueTask<AgentInput?> PerformAsync(AgentAction action)
    {
        switch (action)
        {
            case AgentAction.Send send:
                return await SendAsync(send) ? null : new AgentInput.Undeliverable();
            case AgentAction.Close:
                await CloseAsync();
                return null;
            case AgentAction.Ignored ignored:
                _context.Metrics.Dropped(ignored.Reason);
                Log.Ignored(_context.Logger, _endpointId, ignored.Reason);
                return null;
            case AgentAction.NotSubscribed refused:
                Log.NotSubscribed(_context.Logger, _endpointId, refused.Fault.Code, refused.Fault.Text);
                return null;
            case AgentAction.TimedOut timedOut:
                _context.Metrics.TimedOut();
                Log.TimedOut(_context.Logger, _endpointId, timedOut.Request);
                return null;
            default:
                return await ConverseAsync(action);
        }
    }

    private async ValueTask<bool> SendAsync(AgentAction.Send send)
    {
        _conversation?.Log(ConversationDirection.ToDevice, MessageSummary.Of(send.Message));
        if (!await TransmitAsync(send.Message))
        {
            Wake("nobody listens there");
            return false;
        }

        _context.Metrics.Sent();
        if (send.Message.Body.Response?.NotifyResp is not null)
        {
            _context.Metrics.Acknowledged();
        }

        return true;
    }

    private void Wake(string detail)
    {
        _woken?.TrySetResult(detail);
        _woken = null;
    }
}
