using Acs.Cwmp.Authentication;
using Acs.Cwmp.Rpc;
using Acs.Cwmp.Session;
using Acs.Cwmp.Soap;
using Acs.Cwmp.Wire;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Endpoint;

/// <summary>
/// One POST of a gateway:
/// (1) right path and method, (2) not overloaded, (3) the body, bounded, (4) nothing in it: the turn of the session, or 204,
/// (5) the envelope, (6) an Inform opens a session once its sender is known, (7) anything else goes to the session that
/// cookie or connection name, (8) the session's machine is driven until it has an answer, (9) the answer.
/// </summary>
internal sealed class CwmpEndpoint(
    IConversations conversations,
    Gatekeeper gate,
    Callers callers,
    Challenges challenges,
    SessionTable sessions,
    InformLoops loops,
    QuirkNotes quirks,
    CwmpMetrics metrics,
    CwmpWire wire,
    TimeProvider time,
    IOptions<CwmpOptions> options,
    ILogger<CwmpEndpoint> logger)
{
    /// <summary>Under which a connection remembers the session that it carried last.</summary>
    public static readonly object ConnectionKey = new();

    private const int RefusalsPerSecond = 20;

    private readonly CwmpOptions _options = options.Value;
    private readonly RefusalPace _refusals = new(RefusalsPerSecond, time);
    private int _requests;
    private long _overloadLoggedAt;

    public async Task HandleAsync(HttpContext http)
    {
        // (1)
        if (http.Request.Path.Value is not ("/" or "/cwmp" or "/cwmp/" or "" or null))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = "POST";
            await ResponseWriter.TextAsync(http, StatusCodes.Status405MethodNotAllowed, "This address speaks TR-069 (CWMP): gateways POST here.\n");
            return;
        }

        var requests = Interlocked.Increment(ref _requests);
        try
        {
            // (2) Sessions under way may finish: only what would begin one is turned away.
            if (IsOverloaded(requests) && SessionCookie.Read(http.Request.Headers.Cookie).Count == 0)
            {
                Unavailable(http, "overload", TimeSpan.FromSeconds(_options.RetryAfterSeconds));
                return;
            }

            // (3)
            using var body = await BodyReader.ReadAsync(
                http.Request.BodyReader,
                http.Request.Headers.ContentEncoding,
                _options.MaxBodyBytes,
                http.RequestAborted);
            await HandleAsync(http, body);
        }
        catch (OperationCanceledException)
        {
            // The gateway hung up, or its session was taken over: nobody to answer. The session waits for its time-out.
            http.Abort();
        }
        catch (BadHttpRequestException e)
        {
            WriteDown(http, "http", e.Message);
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = e.StatusCode;
            }
        }
        catch (IOException)
        {
            http.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _requests);
        }
    }

    private async Task HandleAsync(HttpContext http, RequestBody body)
    {
        if (body.Error != BodyError.None)
        {
            await RefuseBodyAsync(http, body.Error);
            return;
        }

        // (4)
        if (BodyText.IsBlank(body.Span))
        {
            if (FindSession(http) is { } waiting)
            {
                await GoOnAsync(http, waiting, new SessionInput.Empty());
            }
            else
            {
                // Also the last word of agents that end a session with an empty POST of their own.
                http.Response.StatusCode = StatusCodes.Status204NoContent;
            }

            return;
        }

        // (5)
        var message = SoapReader.Read(body.Span, ContentCharset.Of(http.Request.ContentType), out var error);
        if (message is null)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "malformed", error ?? "", body.Memory);
            return;
        }

        if (message.Body is Inform)
        {
            await BeginAsync(http, message, body.Memory);
            return;
        }

        // (7)
        if (FindSession(http) is { } session)
        {
            await GoOnAsync(http, session, new SessionInput.Received(message));
            return;
        }

        await RefuseAsync(http, StatusCodes.Status400BadRequest, "no-session", $"{message.Body.Name} outside a session; begin with an Inform.", body.Memory);
    }

    /// <summary>(6)</summary>
    private async Task BeginAsync(HttpContext http, SoapMessage message, ReadOnlyMemory<byte> body)
    {
        var cancellation = http.RequestAborted;
        var machine = new CwmpSession(TimeSpan.FromSeconds(_options.SessionTimeoutSeconds), time.GetUtcNow());
        var output = machine.Step(new SessionInput.Received(message), time.GetUtcNow());
        if (output is not SessionOutput.Open { Inform: var inform })
        {
            WriteDown(http, "inform", output is SessionOutput.Reply { Message: AcsFault fault } ? fault.Text : "");
            await ResponseWriter.SendAsync(http, machine, output, _options);
            return;
        }

        var device = inform.Identity.Id;
        var caller = callers.Of(http);
        try
        {
            var trust = await AuthenticateAsync(http, caller, inform, body, cancellation);
            if (trust is null)
            {
                return;
            }

            await sessions.ReplaceAsync(device, trust.Value);
            if (loops.Wait(device, caller.Address) is { } wait)
            {
                Unavailable(http, "inform-loop", wait);
                return;
            }

            var contact = new Contact(
                inform.Identity,
                Protocols.Cwmp,
                trust.Value,
                quirks.Events(inform, trust.Value),
                inform.Values,
                time.GetUtcNow(),
                caller.Address);
            switch (await conversations.OpenAsync(contact, cancellation))
            {
                case ConversationResult.Opened opened:
                    var session = new LiveSession(machine, opened.Conversation, device, trust.Value, SessionCookie.NewToken(), time.GetTimestamp(), caller.Address);
                    session.TryHold();
                    sessions.Add(session);
                    BindConnection(http, session);
                    http.Response.Headers.SetCookie = SessionCookie.Header(session.Token);
                    metrics.InformServed(inform.Events.Count > 0 ? inform.Events[0].Kind.ToString() : "None");
                    quirks.Note(message, device);
                    opened.Conversation.Log(ConversationDirection.FromDevice, Summary(inform));
                    await DriveAsync(http, session, new SessionInput.Opened(quirks.Switches(inform)));
                    break;
                case ConversationResult.Busy busy:
                    Unavailable(http, "busy", busy.RetryAfter);
                    break;
                case ConversationResult.Refused refused:
                    gate.Refused(caller, device, http.Request.Headers.Authorization);
                    await ChallengeAsync(http, caller, device, "refused", stale: false, refused.Reason);
                    break;
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            CwmpLog.SessionFailed(logger, device, e);
            Unavailable(http, "failure", TimeSpan.FromSeconds(_options.RetryAfterSeconds));
        }
    }

    private async ValueTask<ContactTrust?> AuthenticateAsync(HttpContext http, Caller caller, Inform inform, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var device = inform.Identity.Id;
        switch (await gate.DecideAsync(caller, inform, http.Request.Headers.Authorization, body, cancellation))
        {
            case AccessDecision.Serve serve:
                return serve.Trust;
            case AccessDecision.Challenge challenge:
                await ChallengeAsync(http, caller, device, challenge.Why, challenge.Stale, challenge.Why);
                return null;
            case AccessDecision.Wait wait:
                Unavailable(http, wait.Why, wait.For);
                return null;
            case AccessDecision.Forbid forbid:
                metrics.Challenged(forbid.Why);
                CwmpLog.Challenged(logger, caller.Address, device, forbid.Why);
                await ResponseWriter.TextAsync(http, StatusCodes.Status403Forbidden, "");
                return null;
            default:
                throw new InvalidOperationException("An access decision that nobody knows.");
        }
    }

    private async Task GoOnAsync(HttpContext http, LiveSession session, SessionInput input)
    {
        if (!session.TryHold())
        {
            // The same session on two connections at once: the first is not done.
            Unavailable(http, "concurrent", TimeSpan.FromSeconds(1));
            return;
        }

        if (!sessions.IsLive(session))
        {
            session.LetGo();
            http.Response.StatusCode = input is SessionInput.Empty ? StatusCodes.Status204NoContent : StatusCodes.Status400BadRequest;
            return;
        }

        BindConnection(http, session);
        if (!session.WentOn)
        {
            session.WentOn = true;
            loops.WentOn(session.Device, session.Address);
        }

        if (input is SessionInput.Received { Message: var message })
        {
            quirks.Note(message, session);
            Note(session, message.Body);
        }

        try
        {
            await DriveAsync(http, session, input);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or BadHttpRequestException))
        {
            CwmpLog.SessionFailed(logger, session.Device, e);
            await sessions.CloseAsync(session);
            Unavailable(http, "failure", TimeSpan.FromSeconds(_options.RetryAfterSeconds));
        }
    }

    /// <summary>(8) and (9): feeds the machine what it asks for until it has an answer. The caller holds the session.</summary>
    private async Task DriveAsync(HttpContext http, LiveSession session, SessionInput input)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, session.Broken);
        var machine = session.Machine;
        var conversation = session.Conversation;
        try
        {
            var output = machine.Step(input, time.GetUtcNow());
            while (true)
            {
                switch (output)
                {
                    case SessionOutput.Ask:
                        var operation = await conversation.NextAsync(linked.Token);
                        output = machine.Step(new SessionInput.Offered(operation), time.GetUtcNow());
                        continue;
                    case SessionOutput.Complete complete:
                        // Not given up half-way when the gateway hangs up: what happened has happened.
                        await conversation.CompleteAsync(complete.Outcome, session.Broken);
                        output = machine.Step(new SessionInput.Saved(), time.GetUtcNow());
                        continue;
                    case SessionOutput.Tell tell:
                        await conversation.ReportAsync(tell.Report, session.Broken);
                        output = machine.Step(new SessionInput.Saved(), time.GetUtcNow());
                        continue;
                }

                break;
            }

            if (output is SessionOutput.Reply { Message: var sent })
            {
                metrics.RequestSent(sent.Name);
                if (sent is not InformResponse)
                {
                    conversation.Log(ConversationDirection.ToDevice, sent.Summary);
                }
            }

            if (machine.HasEnded)
            {
                await sessions.CloseAsync(session);
            }

            if (output is SessionOutput.Reject rejected)
            {
                await RefuseAsync(http, StatusCodes.Status400BadRequest, "protocol", rejected.Reason);
                return;
            }

            await ResponseWriter.SendAsync(http, machine, output, _options);
        }
        catch (Exception e)
        {
            // A machine that waits for the shell can never be fed again: the session is over. One that waits for the
            // gateway goes on, on another connection.
            if (e is not (OperationCanceledException or IOException) || machine.State is not (SessionState.CpeTurn or SessionState.AwaitingAnswer or SessionState.Closing))
            {
                await sessions.CloseAsync(session);
            }

            throw;
        }
        finally
        {
            session.LetGo();
        }
    }

    private bool IsOverloaded(int requests)
    {
        if (requests <= _options.MaxConcurrentRequests && sessions.Count < _options.MaxSessions)
        {
            return false;
        }

        var last = Interlocked.Read(ref _overloadLoggedAt);
        if (last == 0 || time.GetElapsedTime(last) > TimeSpan.FromSeconds(10))
        {
            Interlocked.Exchange(ref _overloadLoggedAt, time.GetTimestamp());
            CwmpLog.Overloaded(logger, sessions.Count, requests);
        }

        return true;
    }

    /// <summary>By cookie; else by the TCP connection, for agents that return none.</summary>
    private LiveSession? FindSession(HttpContext http)
    {
        foreach (var token in SessionCookie.Read(http.Request.Headers.Cookie))
        {
            if (sessions.Find(token) is { } session)
            {
                return session;
            }
        }

        var headers = http.Request.Headers;
        return _options.SessionByConnection
            && headers.Via.Count == 0
            && !headers.ContainsKey("Forwarded")
            && !headers.ContainsKey("X-Forwarded-For")
            && http.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(ConnectionKey, out var bound) == true
            && bound is LiveSession live
            && sessions.IsLive(live)
            ? quirks.WithoutCookie(live)
            : null;
    }

    private static void BindConnection(HttpContext http, LiveSession session)
    {
        if (http.Features.Get<IConnectionItemsFeature>() is { } connection)
        {
            connection.Items[ConnectionKey] = session;
        }
    }

    private async Task ChallengeAsync(HttpContext http, Caller caller, DeviceId device, string why, bool stale, string detail)
    {
        metrics.Challenged(why);
        CwmpLog.Challenged(logger, caller.Address, device, detail);
        http.Response.Headers.WWWAuthenticate = challenges.Create(caller.Secure, stale);
        await ResponseWriter.TextAsync(http, StatusCodes.Status401Unauthorized, "");
    }

    private void Unavailable(HttpContext http, string why, TimeSpan retryAfter)
    {
        metrics.Unavailable(why);
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        var seconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds));
        if (why is "overload")
        {
            // Spread, or the same crowd comes back at the same second.
            seconds += Random.Shared.Next((seconds / 2) + 1);
        }

        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = seconds.ToString();
        http.Response.ContentLength = 0;
    }

    private Task RefuseBodyAsync(HttpContext http, BodyError error) => error switch
    {
        BodyError.TooLarge => RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, "oversized", $"More than {_options.MaxBodyBytes} bytes."),
        BodyError.UnknownEncoding => RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "encoding", "Content-Encoding is neither gzip nor deflate."),
        _ => RefuseAsync(http, StatusCodes.Status400BadRequest, "corrupt", "The compressed body cannot be inflated."),
    };

    private async Task RefuseAsync(HttpContext http, int status, string reason, string detail, ReadOnlyMemory<byte> body = default)
    {
        if (WriteDown(http, reason, detail) && reason is not "protocol")
        {
            wire.Refused(http, status, reason, detail, body);
        }

        await ResponseWriter.TextAsync(http, status, detail + "\n");
    }

    /// <returns>False: there were too many just now, and it is only counted.</returns>
    private bool WriteDown(HttpContext http, string reason, string detail)
    {
        metrics.BodyRefused(reason);
        if (!_refusals.Take(out var left))
        {
            return false;
        }

        CwmpLog.BodyRefused(logger, Remote(http), reason, detail);
        if (left > 0)
        {
            CwmpLog.RefusalsLeft(logger, left);
        }

        return true;
    }

    private void Note(LiveSession session, ICpeMessage message)
    {
        if (message is CpeFault { Fault: var fault })
        {
            metrics.FaultReceived(fault.Code);
            session.Conversation.Log(ConversationDirection.FromDevice, $"Fault {fault}");
        }
        else
        {
            session.Conversation.Log(ConversationDirection.FromDevice, message.Name);
        }
    }

    private static string Summary(Inform inform) => inform.Events.Count == 1
        ? $"Inform {inform.Events[0].Code}"
        : $"Inform {string.Join(", ", inform.Events.Select(e => e.Code))}";

    private string? Remote(HttpContext http) => callers.Address(http);
}
