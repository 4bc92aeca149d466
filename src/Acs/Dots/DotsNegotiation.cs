using Acs.Dots.Cbor;
using Acs.Dots.Coap;

namespace Acs.Dots;

/// <summary>
/// What the two sides of one session agree on (RFC 9132 §4.5): heartbeats while a mitigation stands and while none does. The peer sets it within
/// the bounds that it is told, under a session identifier; it ends with the session. No I/O and no clock.
/// </summary>
internal sealed class DotsNegotiation(DotsHeartbeats fallback)
{
    private readonly DotsHeartbeats _fallback = fallback;
    private uint? _sid;
    private DotsHeartbeats _mitigating = fallback;
    private DotsHeartbeats _idle = fallback;

    /// <summary>Bounds of both, as GET tells them.</summary>
    public DotsBounds Bounds { get; } = DotsBounds.Around(fallback);

    public DotsHeartbeats Of(bool mitigating) => mitigating ? _mitigating : _idle;

    public (CoapCode Code, string Why, byte[]? Body) Answer(CoapCode method, uint? sid, ReadOnlyMemory<byte> body) => (method, sid) switch
    {
        // §4.5.1: without a sid what may be chosen, with one what was.
        (CoapCode.Get, null) => (CoapCode.Content, "", DotsBodies.Config(_mitigating, _idle, Bounds)),
        (CoapCode.Get, { } asked) when asked == _sid => (CoapCode.Content, "", DotsBodies.Config(_mitigating, _idle, Bounds)),
        (CoapCode.Get or CoapCode.Delete, { } other) when other != _sid => (CoapCode.NotFound, $"there is no configuration {other}", null),
        (CoapCode.Put, { } chosen) => Put(chosen, body),
        (CoapCode.Delete, not null) => Reset(),
        (CoapCode.Put or CoapCode.Delete, null) => (CoapCode.BadRequest, "sid is missing", null),
        _ => (CoapCode.MethodNotAllowed, "", null),
    };

    private (CoapCode Code, string Why, byte[]? Body) Put(uint sid, ReadOnlyMemory<byte> body)
    {
        // §4.5.2: a request with a higher sid replaces one with a lower.
        if (sid < _sid)
        {
            return (CoapCode.BadRequest, $"sid {_sid} stands; a lower one does not replace it", null);
        }

        var (wanted, why) = ConfigReader.Read(body);
        if (wanted is null)
        {
            return (CoapCode.BadRequest, why, null);
        }

        var (mitigating, idle) = (wanted.Mitigating.Over(_fallback), wanted.Idle.Over(_fallback));
        if ((Bounds.Wrong("mitigating-config", mitigating) ?? Bounds.Wrong("idle-config", idle)) is { } outside)
        {
            return (CoapCode.UnprocessableEntity, outside, null);
        }

        var isNew = _sid != sid;
        (_sid, _mitigating, _idle) = (sid, mitigating, idle);
        return (isNew ? CoapCode.Created : CoapCode.Changed, "", null);
    }

    private (CoapCode Code, string Why, byte[]? Body) Reset()
    {
        (_sid, _mitigating, _idle) = (null, _fallback, _fallback);
        return (CoapCode.Deleted, "", null);
    }
}
