using System.Formats.Cbor;
using Acs.Dots;
using Acs.Dots.Coap;

namespace Acs.Tests.Dots;

/// <summary>A peer chooses the heartbeats of its session, within bounds (RFC 9132 §4.5).</summary>
internal sealed class Negotiation_Tests
{
    private static readonly DotsHeartbeats Own = new(30, 5);

    private DotsNegotiation _session = null!;

    [SetUp]
    public void Start() => _session = new DotsNegotiation(Own);

    [Test]
    public void What_is_put_holds_is_told_and_ends()
    {
        Assert.That(_session.Answer(CoapCode.Put, 123, Body((32, 60, 7), (44, 240, 3))).Code, Is.EqualTo(CoapCode.Created));
        Assert.That((_session.Of(mitigating: true), _session.Of(mitigating: false)), Is.EqualTo((new DotsHeartbeats(60, 7), new DotsHeartbeats(240, 3))));
        Assert.That(_session.Answer(CoapCode.Put, 123, Body((32, 90, 7))).Code, Is.EqualTo(CoapCode.Changed));
        Assert.That((_session.Of(true).Interval, _session.Of(false)), Is.EqualTo((90, Own)), "what is not spoken of is as by default");
        Assert.That((_session.Answer(CoapCode.Get, 123, default).Code, _session.Answer(CoapCode.Get, 7, default).Code), Is.EqualTo((CoapCode.Content, CoapCode.NotFound)));
        Assert.That(_session.Answer(CoapCode.Put, 122, Body((32, 60, 7))).Code, Is.EqualTo(CoapCode.BadRequest), "a lower sid");
        Assert.That(_session.Answer(CoapCode.Put, 124, Body((44, 60, 7))).Code, Is.EqualTo(CoapCode.Created), "a higher one");
        Assert.That((_session.Answer(CoapCode.Delete, 123, default).Code, _session.Answer(CoapCode.Delete, 124, default).Code), Is.EqualTo((CoapCode.NotFound, CoapCode.Deleted)));
        Assert.That(_session.Of(false), Is.EqualTo(Own));
    }

    [Test]
    public void What_cannot_be_is_refused_by_name_and_changes_nothing()
    {
        Assert.That(_session.Answer(CoapCode.Put, null, Body((32, 60, 7))), Is.EqualTo((CoapCode.BadRequest, "sid is missing", (byte[]?)null)));
        Assert.That(_session.Answer(CoapCode.Put, 1, Body((32, 5, 7))), Is.EqualTo((CoapCode.UnprocessableEntity, "mitigating-config: heartbeat-interval must be 15 to 240", (byte[]?)null)));
        Assert.That(_session.Answer(CoapCode.Put, 1, Body((44, 60, 21))).Why, Is.EqualTo("idle-config: missing-hb-allowed must be 3 to 20"));
        Assert.That(_session.Answer(CoapCode.Put, 1, Body()).Why, Does.Contain("neither"));
        Assert.That(_session.Answer(CoapCode.Put, 1, Body((77, 60, 7))).Why, Is.EqualTo("signal-config: attribute 77 is not known here"));
        Assert.That(_session.Answer(CoapCode.Put, 1, new byte[] { 0xFF }).Code, Is.EqualTo(CoapCode.BadRequest));
        Assert.That(_session.Answer(CoapCode.Post, 1, default).Code, Is.EqualTo(CoapCode.MethodNotAllowed));
        Assert.That((_session.Of(true), _session.Answer(CoapCode.Get, 1, default).Code), Is.EqualTo((Own, CoapCode.NotFound)));
    }

    /// <summary>signal-config (30) with configurations of heartbeat-interval (33), missing-hb-allowed (37) and max-retransmit (38), each its current-value (36).</summary>
    public static byte[] Body(params (int Key, int Interval, int Missing)[] configs)
    {
        var writer = new CborWriter();
        writer.WriteStartMap(1);
        writer.WriteInt32(30);
        writer.WriteStartMap(configs.Length);
        foreach (var (key, interval, missing) in configs)
        {
            writer.WriteInt32(key);
            writer.WriteStartMap(3);
            foreach (var (attribute, value) in ((int, int)[])[(33, interval), (37, missing), (38, 3)])
            {
                writer.WriteInt32(attribute);
                writer.WriteStartMap(1);
                writer.WriteInt32(36);
                writer.WriteInt32(value);
                writer.WriteEndMap();
            }

            writer.WriteEndMap();
        }

        writer.WriteEndMap();
        writer.WriteEndMap();
        return writer.Encode();
    }
}
