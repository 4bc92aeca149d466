using Acs.Cwmp.Rpc;
using Acs.Cwmp.Session.Work;
using Acs.Cwmp.Soap;
using Provisioning.Conversations;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Session;

/// <summary>
/// One CWMP session (TR-069 3.7) without sockets, database or clock:
/// <code>
///   CPE                                     session                       conversation
///    │ (1) Inform ───────────────────────▶ AwaitingInform ── Open ───────▶ opened
///    │ ◀─────────────── InformResponse (2) Opening
///    │ (3) requests, answered each ──────▶ CpeTurn ───────── Tell ───────▶ stored
///    │ (4) empty POST ───────────────────▶ CpeTurn ───────── Ask ────────▶ operation
///    │ ◀──────────────────── request (5) Asking
///    │ (6) response or fault ────────────▶ AwaitingAnswer ── Complete ───▶ stored, then (5) again
///    │ ◀──────────────────────── 204 (7) Asking, nothing left
/// </code>
/// </summary>
internal sealed class CwmpSession
{
    /// <summary>More requests in one session than any sane plan needs: then the rest waits for the next session.</summary>
    public const int MaxRequests = 1024;

    /// <summary>How often a request is repeated for a gateway that talks of something else.</summary>
    private const int MaxResends = 2;

    /// <summary>Requests of the gateway's own in one session: then it is asked to hold them, and what comes all the same is refused.</summary>
    public const int MaxCpeRequests = 64;

    private SessionState _state = new SessionState.AwaitingInform();
    private string _root = "";
    private string? _previousId;
    private int _requests;
    private int _cpeRequests;

    public SessionState State => _state;

    public bool HasEnded => _state is SessionState.Ended;

    /// <summary>The namespace of the Inform, echoed to the end: gateways hang up on another one.</summary>
    public string Namespace { get; private set; } = CwmpNamespace.Default;

    /// <summary>How this firmware wants to be spoken to.</summary>
    public QuirkSwitches Switches { get; private set; } = QuirkSwitches.None;

    /// <summary>When the gateway counts as gone.</summary>
    public DateTimeOffset Deadline { get; private set; }

    /// <summary>How long to wait for the gateway's next POST; a CPE may ask for more in its header (CWMP 1.3).</summary>
    public TimeSpan Timeout { get; private set; }

    public CwmpSession(TimeSpan timeout, DateTimeOffset now)
    {
        Timeout = timeout;
        Deadline = now + timeout;
    }

    /// <summary>Takes one input and says what to do. Never throws, whatever comes in whatever order.</summary>
    public SessionOutput Step(SessionInput input, DateTimeOffset now)
    {
        Deadline = now + Timeout;
        return (_state, input) switch
        {
            (SessionState.Ended, SessionInput.Empty) => new SessionOutput.Finish(),
            (SessionState.Ended, SessionInput.Received) => new SessionOutput.Reject("The session is over; begin with an Inform."),
            (SessionState.Ended, _) => new SessionOutput.Closed(),
            (_, SessionInput.Broken broken) => Break(broken.Reason),

            (SessionState.AwaitingInform, SessionInput.Received { Message.Body: Inform inform } received) => Begin(inform, received.Message),
            (SessionState.AwaitingInform, SessionInput.Empty) => End(new SessionOutput.Finish()),
            (SessionState.AwaitingInform, SessionInput.Received) => End(new SessionOutput.Reject("A session begins with an Inform.")),

            (SessionState.Opening opening, SessionInput.Opened opened) => Welcome(opening.Header, opened.Switches),

            (SessionState.CpeTurn, SessionInput.Received received) => CpeSaid(received.Message, _state),
            (SessionState.CpeTurn, SessionInput.Empty) => Go(new SessionState.Asking(), new SessionOutput.Ask()),

            (SessionState.Telling telling, SessionInput.Saved) => Go(telling.Then, telling.Answer),

            (SessionState.Asking, SessionInput.Offered { Operation: null }) when Switches.LastEmptyPost is true =>
                Go(new SessionState.Closing(), new SessionOutput.Finish()),
            (SessionState.Asking, SessionInput.Offered { Operation: null }) => End(new SessionOutput.Finish()),
            (SessionState.Asking, SessionInput.Offered { Operation: { } operation }) => Do(OperationWork.Begin(operation, _root, Namespace, Switches)),

            (SessionState.AwaitingAnswer waiting, SessionInput.Received received) => Answered(waiting, received.Message),
            (SessionState.AwaitingAnswer waiting, SessionInput.Empty) => Unanswered(waiting),

            (SessionState.Closing, SessionInput.Received received) => CpeSaid(received.Message, _state),
            (SessionState.Closing, SessionInput.Empty) => End(new SessionOutput.Finish()),

            (SessionState.Completing completing, SessionInput.Saved) => Completed(completing.After),

            (_, SessionInput.Received or SessionInput.Empty) => Abandon("The gateway spoke while the server was at work."),
            // The shell fed back what was not asked for: a bug there must not become a wrong answer here.
            _ => Abandon("Out of step."),
        };
    }

    private SessionOutput Begin(Inform inform, SoapMessage message)
    {
        Namespace = CwmpNamespace.Echo(message.Namespace);
        _root = inform.Root;
        if (message.Header.SessionTimeout is > 0 and var seconds)
        {
            // Bounded: the header must not make the server hold leases for hours.
            Timeout = TimeSpan.FromSeconds(Math.Max(Timeout.TotalSeconds, Math.Min(seconds, 300)));
        }

        if (CwmpNamespace.IsIncompatible(message.Header.SupportedVersions))
        {
            return End(new SessionOutput.Reply(AcsFault.VersionIncompatible, message.Header.Id));
        }

        return inform.HasIdentity
            ? Go(new SessionState.Opening(message.Header), new SessionOutput.Open(inform))
            : End(new SessionOutput.Reply(new AcsFault(8003, "DeviceId needs OUI and SerialNumber of at most 64 characters"), message.Header.Id));
    }

    private SessionOutput Welcome(SoapHeader header, QuirkSwitches? switches)
    {
        Switches = switches ?? QuirkSwitches.None;
        return Go(
            new SessionState.CpeTurn(),
            new SessionOutput.Reply(InformResponse.Instance, header.Id, CwmpNamespace.Use(header.SupportedVersions)));
    }

    /// <summary>TR-069 3.7.2.4: a request of the gateway is answered in the same HTTP response.</summary>
    private SessionOutput CpeSaid(SoapMessage message, SessionState then)
    {
        var id = message.Header.Id;
        if (++_cpeRequests > MaxCpeRequests)
        {
            return Go(then, new SessionOutput.Reply(AcsFault.ResourcesExceeded, id));
        }

        return message.Body switch
        {
            TransferComplete done => Tell(done.ToReport(), TransferComplete.Response),
            AutonomousTransferComplete done => Tell(done.ToReport(), AutonomousTransferComplete.Response),
            DuStateChangeComplete done => Tell(done.ToReport(), DuStateChangeComplete.Response),
            AutonomousDuStateChangeComplete done => Tell(done.ToReport(), AutonomousDuStateChangeComplete.Response),
            RequestDownload wish => Tell(wish.ToReport(), RequestDownload.Response),
            Kicked kicked => Go(then, new SessionOutput.Reply(kicked.Response, id)),
            GetRpcMethods => Go(then, new SessionOutput.Reply(GetRpcMethodsResponse.Ours, id)),
            UnknownMessage { IsResponse: false } => Go(then, new SessionOutput.Reply(AcsFault.MethodNotSupported, id)),
            // A fault where nothing was asked: it did not like the InformResponse.
            CpeFault => End(new SessionOutput.Finish()),
            Inform => End(new SessionOutput.Reject("An Inform begins a session of its own.")),
            _ => End(new SessionOutput.Reject($"{message.Body.Name} answers nothing that was asked.")),
        };

        // Durable first, then acknowledged.
        SessionOutput Tell(Report report, Acknowledgement answer) =>
            Go(new SessionState.Telling(new SessionOutput.Reply(answer, id), then), new SessionOutput.Tell(report));
    }

    private SessionOutput Answered(SessionState.AwaitingAnswer waiting, SoapMessage message)
    {
        if (message.Body is TransferComplete or GetRpcMethods or AutonomousTransferComplete or RequestDownload or DuStateChangeComplete
            or AutonomousDuStateChangeComplete or Kicked or UnknownMessage { IsResponse: false })
        {
            // Not its turn, but harmless: answered, and our request is repeated at its next empty POST.
            return CpeSaid(message, waiting);
        }

        if (message.Body is Inform)
        {
            return Abandon("An Inform begins a session of its own.");
        }

        // Its last answer once more: the HTTP response with our next request was lost. Same request, same ID.
        if (message.Header.Id is { } id && id != waiting.Id && id == _previousId && waiting.Resent < MaxResends)
        {
            return Resend(waiting);
        }

        // Otherwise the order of the session correlates, not the ID: some firmware sends it empty.
        return Do(waiting.Work.Take(message.Body));
    }

    private SessionOutput Unanswered(SessionState.AwaitingAnswer waiting) =>
        waiting.Resent < MaxResends
            ? Resend(waiting)
            : Store(waiting.Work.Lost("The gateway did not answer the request."), AfterOutcome.Finish);

    private SessionOutput Resend(SessionState.AwaitingAnswer waiting) => Go(
        waiting with { Resent = waiting.Resent + 1 },
        new SessionOutput.Reply(waiting.Request, waiting.Id));

    private SessionOutput Do(WorkStep step)
    {
        switch (step)
        {
            case WorkStep.Send send when _requests < MaxRequests:
                // Also across operations: the last request's answer may come once more when the next one's is due.
                _previousId = _requests > 0 ? _requests.ToString() : null;
                _requests++;
                var id = _requests.ToString();
                return Go(new SessionState.AwaitingAnswer(send.Work, send.Request, id, 0), new SessionOutput.Reply(send.Request, id));
            case WorkStep.Send send:
                return Store(send.Work.Lost("The session has made too many requests."), AfterOutcome.Finish);
            case WorkStep.Done done:
                return Store(done.Outcome, AfterOutcome.AskNext);
            default:
                return Abandon("Out of step.");
        }
    }

    private SessionOutput Store(Outcome outcome, AfterOutcome after) =>
        Go(new SessionState.Completing(after), new SessionOutput.Complete(outcome));

    private SessionOutput Completed(AfterOutcome after) => after switch
    {
        AfterOutcome.AskNext => Go(new SessionState.Asking(), new SessionOutput.Ask()),
        AfterOutcome.Finish => End(new SessionOutput.Finish()),
        AfterOutcome.Reject => End(new SessionOutput.Reject("Out of turn.")),
        _ => End(new SessionOutput.Closed()),
    };

    private SessionOutput Abandon(string reason) => _state is SessionState.AwaitingAnswer waiting
        ? Store(waiting.Work.Lost(reason), AfterOutcome.Reject)
        : End(new SessionOutput.Reject(reason));

    private SessionOutput Break(string reason) => _state switch
    {
        SessionState.AwaitingAnswer waiting => Store(waiting.Work.Lost(reason), AfterOutcome.Close),
        SessionState.Telling { Then: SessionState.AwaitingAnswer waiting } => Store(waiting.Work.Lost(reason), AfterOutcome.Close),
        _ => End(new SessionOutput.Closed()),
    };

    private SessionOutput End(SessionOutput output) => Go(new SessionState.Ended(), output);

    private SessionOutput Go(SessionState state, SessionOutput output)
    {
        _state = state;
        return _cpeRequests >= MaxCpeRequests && output is SessionOutput.Reply reply ? reply with { Hold = true } : output;
    }
}
