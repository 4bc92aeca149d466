using Usp.Messages;
using UspController.Agents.Errands;
using UspController.Messages;
using UspController.Records;

namespace UspController.Agents;

/// <summary>
/// One agent's session: inputs and time go in, actions and the next deadline come out. No I/O, no clock, no locks: one
/// caller at a time. An agent that speaks is asked who it is, gets a conversation, has its notices made durable before they
/// are acknowledged, its subscriptions repaired, and then every operation there is, until none is left.
/// </summary>
/// <param name="declared">Subscriptions that the ISP wants besides those that the server needs.</param>
internal sealed partial class AgentSession(
    string controllerId, string endpointId, AgentTiming timing, IReadOnlyList<WantedSubscription>? declared = null)
{
    private readonly IReadOnlyList<WantedSubscription> _declared = declared ?? [];
    private IReadOnlyList<string> _deletedHere = [];

    private readonly NoticeBox _notices = new(controllerId);
    private readonly List<ContactEvent> _reasons = [];
    private readonly string _idPrefix = $"acs-{Guid.NewGuid():N}"[..12];
    private readonly Queue<AgentAction> _out = new();
    private AgentState _state = new AgentState.Resting();
    private RequestInFlight? _request;
    private DeviceIdentity? _identity;
    private IReadOnlyList<ParameterValue> _values = [];
    private string _root = DataRoot.Device;
    private bool _informed;
    private bool _oneByOne;
    private bool _subscribed;
    private long _connection;
    private long _messages;
    private DateTimeOffset? _speakAt;
    private DateTimeOffset _refusedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _now;

    /// <summary>USP version for the records to this agent.</summary>
    public string Version { get; private set; } = ProtocolVersion.Default;

    public bool IsResting => _state is AgentState.Resting && _notices.Count == 0;

    internal AgentState State => _state;

    /// <summary>When <see cref="AgentInput.Tick"/> is due; null: nothing is waited for.</summary>
    public DateTimeOffset? Deadline
    {
        get
        {
            var deadline = _state switch
            {
                AgentState.Waiting waiting => waiting.Until,
                AgentState.Listening listening => listening.Until,
                _ => _request?.Deadline,
            };
            return deadline is null || _speakAt < deadline ? _speakAt ?? deadline : deadline;
        }
    }

    public IReadOnlyList<AgentAction> On(AgentInput input, DateTimeOffset now)
    {
        _now = now;
        switch (input)
        {
            case AgentInput.Attached attached:
                OnAttached(attached.Connection);
                break;
            case AgentInput.Connected connected:
                OnConnected(connected.Connection);
                break;
            case AgentInput.Detached:
                OnDetached();
                break;
            case AgentInput.Received received:
                OnReceived(received.Message);
                break;
            case AgentInput.Notified notified:
                OnNotified(notified.Messages);
                break;
            case AgentInput.Rerouted when _request is { } lost && lost.MayRepeat(timing.Attempts):
                Repeat(lost);
                break;
            case AgentInput.Rerouted:
                break;
            case AgentInput.Woken:
                OnWoken();
                break;
            case AgentInput.Undeliverable:
                OnDetached();
                break;
            case AgentInput.Tick:
                OnTick();
                break;
            default:
                OnConversation(input);
                break;
        }

        var actions = _out.ToArray();
        _out.Clear();
        return actions;
    }

    private void OnAttached(long connection)
    {
        if (connection != _connection)
        {
            _connection = connection;
            _refusedUntil = DateTimeOffset.MinValue;
            AskAnew();
            _speakAt = _now + timing.Silence;
        }
    }

    private void OnConnected(long connection)
    {
        var known = connection == _connection && _state is not AgentState.Resting;
        _connection = connection;
        _speakAt = null;
        _refusedUntil = DateTimeOffset.MinValue;
        if (known)
        {
            return;
        }

        AskAnew();
        Restart(ContactEvent.Connected);
    }

    private void OnDetached()
    {
        _notices.Drop();
        _reasons.Clear();
        _speakAt = null;
        AskAnew();
        Abandon();
    }

    private void OnWoken()
    {
        if (_state is AgentState.Resting or AgentState.Waiting)
        {
            Restart(ContactEvent.Requested);
        }
        else if (_state is AgentState.Listening)
        {
            Continue();
        }
    }

    private void OnHeard()
    {
        _speakAt = null;
        if (_request is not null)
        {
            _request = _request with { Heard = true };
        }
    }

    private void OnReceived(Msg message)
    {
        OnHeard();
        switch (message.Body.MsgBodyCase)
        {
            case Body.MsgBodyOneofCase.Request when message.Body.Request.Notify is not null:
                OnNotified([message]);
                break;
            case Body.MsgBodyOneofCase.Request:
                Send(RequestToController.Answer(message));
                _out.Enqueue(new AgentAction.Ignored("request-to-controller"));
                break;
            default:
                OnAnswer(message);
                break;
        }
    }

    private void OnAnswer(Msg message)
    {
        // TR-369 R-MSG.9: an answer to nothing is ignored, and so is the second answer to a repeated request.
        if (_request is null || _request.Id != message.Header.MsgId)
        {
            _out.Enqueue(new AgentAction.Ignored("unknown-message-id"));
            return;
        }

        _request = null;
        Advance(message.Body.Response is { } response ? new Reply.Answered(response) : new Reply.Refused(message.Body.Error));
    }

    /// <summary>All are taken before the first is told, so that one commit serves them.</summary>
    private void OnNotified(IReadOnlyList<Msg> messages)
    {
        OnHeard();
        if (_now < _refusedUntil)
        {
            _out.Enqueue(new AgentAction.Ignored("refused"));
            return;
        }

        foreach (var notice in messages.Select(m => Take(m.Header.MsgId, m.Body.Request.Notify)).OfType<Notice>().ToList())
        {
            OnNotice(notice);
        }
    }

    /// <returns>Null: nothing new.</returns>
    private Notice? Take(string messageId, Notify notify)
    {
        switch (_notices.Take(messageId, notify, out var notice))
        {
            case NoticeBox.Arrival.Done:
                _out.Enqueue(new AgentAction.Ignored("repeated-notify"));
                Acknowledge(notify.SendResp, messageId, notify.SubscriptionId);
                break;
            // TR-369 R-MSG.4
            case NoticeBox.Arrival.Waiting:
                _out.Enqueue(new AgentAction.Ignored("repeated-notify"));
                break;
            case NoticeBox.Arrival.Full:
                _out.Enqueue(new AgentAction.Ignored("notify-overflow"));
                break;
        }

        return notice;
    }

    private void OnNotice(Notice notice)
    {
        if (notice.StartsAnew)
        {
            AskAnew();
            // SendOnBoardRequest() brings one in the middle of a conversation, before its own response: nothing has restarted.
            if (!(notice.Identity is not null && _state is AgentState.Talking))
            {
                Restart(null);
                return;
            }
        }

        if (notice.Report is Report.ObjectDeleted { Path: var gone } && gone.StartsWith(DataRoot.Under(_root, SubscribeErrand.Table), StringComparison.Ordinal)
            && !_deletedHere.Contains(gone.EndsWith('.') ? gone : gone + "."))
        {
            // Whoever deleted it: what is to be told is declared, and is looked at again.
            _subscribed = false;
        }

        if (notice.Report is Report.ValuesChanged { Values: var values } && values.Any(v => WantedSubscription.IsRole(v.Path)))
        {
            // Under another role it may tell what it refused before.
            AskAnew();
        }

        if (_state is AgentState.Resting)
        {
            Restart(null);
        }
        else if (_state is AgentState.Listening or AgentState.Working or AgentState.Subscribing or AgentState.Inquiring)
        {
            Continue();
        }
    }

    private void OnTick()
    {
        if (_speakAt <= _now)
        {
            _speakAt = null;
            if (_state is AgentState.Resting)
            {
                Restart(ContactEvent.Connected);
            }
        }

        if (_request is { } request && request.Deadline <= _now)
        {
            OnSilence(request);
        }
        else if (_state is AgentState.Waiting waiting && waiting.Until <= _now)
        {
            _state = new AgentState.Resting();
            BeginIfNeeded();
        }
        else if (_state is AgentState.Listening listening && listening.Until <= _now)
        {
            Close();
        }
    }

    private void OnSilence(RequestInFlight request)
    {
        if (request.MayRepeat(timing.Attempts))
        {
            Repeat(request);
            return;
        }

        _out.Enqueue(new AgentAction.TimedOut(MessageSummary.Of(request.Message)));
        _request = null;
        if (request.Heard || _state is not AgentState.Working)
        {
            Advance(new Reply.Silent());
        }
        else
        {
            // Nothing at all came: the agent is gone, and what was asked may or may not have happened.
            Abandon();
        }
    }

    private void Repeat(RequestInFlight request)
    {
        _request = request with { Attempts = request.Attempts + 1, Deadline = _now + Patience };
        Send(request.Message);
    }

    private TimeSpan Patience => _state is AgentState.Working ? timing.Attempt : timing.InquiryAttempt;

    private void AskAnew()
    {
        _informed = false;
        _subscribed = false;
    }

    /// <summary>Sends a request and waits for its answer; the state tells for whom.</summary>
    private void Dispatch(Request request)
    {
        var message = new Msg
        {
            Header = new Header { MsgId = $"{_idPrefix}-{++_messages}", MsgType = TypeOf(request) },
            Body = new Body { Request = request },
        };
        _request = new RequestInFlight(message, 1, _now + Patience, Heard: false);
        Send(message);
    }

    private void Send(Msg message) => _out.Enqueue(new AgentAction.Send(message));

    private void Acknowledge(bool wanted, string messageId, string subscriptionId)
    {
        if (wanted)
        {
            Send(NotifyRespMessage.Create(messageId, subscriptionId));
        }
    }

    private static Header.Types.MsgType TypeOf(Request request) => request.ReqTypeCase switch
    {
        Request.ReqTypeOneofCase.Get => Header.Types.MsgType.Get,
        Request.ReqTypeOneofCase.GetSupportedDm => Header.Types.MsgType.GetSupportedDm,
        Request.ReqTypeOneofCase.GetInstances => Header.Types.MsgType.GetInstances,
        Request.ReqTypeOneofCase.Set => Header.Types.MsgType.Set,
        Request.ReqTypeOneofCase.Add => Header.Types.MsgType.Add,
        Request.ReqTypeOneofCase.Delete => Header.Types.MsgType.Delete,
        Request.ReqTypeOneofCase.Operate => Header.Types.MsgType.Operate,
        Request.ReqTypeOneofCase.GetSupportedProtocol => Header.Types.MsgType.GetSupportedProto,
        Request.ReqTypeOneofCase.Notify => Header.Types.MsgType.Notify,
        Request.ReqTypeOneofCase.Register => Header.Types.MsgType.Register,
        Request.ReqTypeOneofCase.Deregister => Header.Types.MsgType.Deregister,
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.ReqTypeCase, "Not a controller's request."),
    };
}
