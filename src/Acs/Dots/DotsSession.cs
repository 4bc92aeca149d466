using Acs.Dots.Coap;

namespace Acs.Dots;

/// <summary>
/// One session over a reliable transport, seen from the side that opened the connection and then serves (RFC 9066 §5.1): capabilities
/// first, signals answered, a ping when it is quiet, and an end when nobody answers. No I/O and no clock.
/// </summary>
internal sealed class DotsSession(TimeSpan heartbeat, int missingAllowed)
{
    private const int MaxMessageSizeOption = 2;
    private const int CustodyOption = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private TimeSpan _heartbeat = heartbeat;
    private int _missingAllowed = missingAllowed;
    private State _state = new State.Opening(DateTimeOffset.MinValue);
    private byte _pings;

    /// <summary>When <see cref="Tick"/> has something to do at the latest; null: never again.</summary>
    public DateTimeOffset? Deadline => _state switch
    {
        State.Opening opening => opening.Since + Patience,
        State.Open open => open.NextPing,
        _ => null,
    };

    /// <summary>The connection stands.</summary>
    public IReadOnlyList<DotsAction> Begin(DateTimeOffset now)
    {
        _state = new State.Opening(now);
        return [new DotsAction.Send(CoapMessage.Signal(CoapCode.Csm, default, CoapOption.Of(MaxMessageSizeOption, CoapCodec.MaxMessage)))];
    }

    public IReadOnlyList<DotsAction> Receive(CoapMessage message, DateTimeOffset now)
    {
        switch (_state)
        {
            case State.Opening when message.Code != CoapCode.Csm:
                return End("the first message is not CSM", abort: true); // RFC 8323 §5.3
            case State.Opening:
                _state = new State.Open(now + _heartbeat, 0);
                return Critical(message);
            case State.Open open:
                _state = open with { Missing = 0 };
                return message.IsSignal ? Signal(message) : message.IsRequest ? [new DotsAction.Serve(message)] : [];
            default:
                return [];
        }
    }

    public IReadOnlyList<DotsAction> Tick(DateTimeOffset now)
    {
        if (Deadline is not { } deadline || now < deadline)
        {
            return [];
        }

        if (_state is not State.Open open)
        {
            return End("the peer sent no CSM", abort: true);
        }

        if (open.Missing > _missingAllowed)
        {
            return End($"{open.Missing} pings were not answered", abort: false);
        }

        _state = open with { NextPing = now + _heartbeat, Missing = open.Missing + 1 };
        return [new DotsAction.Send(CoapMessage.Signal(CoapCode.Ping, new[] { ++_pings }))];
    }

    /// <summary>Other heartbeats were agreed on (RFC 9132 §4.5): they count from the next one on.</summary>
    public void Agree(TimeSpan interval, int missing) => (_heartbeat, _missingAllowed) = (interval, missing);

    /// <summary>Bytes came that are no message.</summary>
    public IReadOnlyList<DotsAction> Break(string why) => End(why, abort: true);

    private IReadOnlyList<DotsAction> Signal(CoapMessage message)
    {
        if (Critical(message) is { Count: > 0 } end)
        {
            return end;
        }

        switch (message.Code)
        {
            case CoapCode.Ping:
                // RFC 8323 §5.4: what was asked for is answered; all that came before is done or in work.
                return [new DotsAction.Send(CoapMessage.Signal(CoapCode.Pong, message.Token, [.. message.All(CustodyOption)]))];
            case CoapCode.Release:
                return End("the peer released the connection", abort: false);
            case CoapCode.Abort:
                return End($"the peer gave up: {Text(message)}", abort: false);
            default:
                return []; // Another CSM, a Pong, and what is not known (§5.1).
        }
    }

    /// <summary>RFC 8323 §5.2: a signal with a critical option that is not known ends the connection. None of those that are known is critical.</summary>
    private IReadOnlyList<DotsAction> Critical(CoapMessage message) =>
        message.Options.Any(o => o.IsCritical) ? End("a signal has a critical option that is not known", abort: true) : [];

    private IReadOnlyList<DotsAction> End(string why, bool abort)
    {
        _state = new State.Over();
        return abort ? [new DotsAction.Send(CoapMessage.Signal(CoapCode.Abort) with { Payload = System.Text.Encoding.UTF8.GetBytes(why) }), new DotsAction.Close(why)] : [new DotsAction.Close(why)];
    }

    private static string Text(CoapMessage message) =>
        new([.. System.Text.Encoding.UTF8.GetString(message.Payload.Span).Where(c => !char.IsControl(c)).Take(200)]);

    private abstract record State
    {
        public sealed record Opening(DateTimeOffset Since) : State;

        /// <param name="Missing">Pings since the peer last said anything.</param>
        public sealed record Open(DateTimeOffset NextPing, int Missing) : State;

        public sealed record Over : State;
    }
}
