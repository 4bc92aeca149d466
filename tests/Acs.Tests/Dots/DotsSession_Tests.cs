using Acs.Dots;
using Acs.Dots.Coap;

namespace Acs.Tests.Dots;

/// <summary>A session of a reliable transport (RFC 8323 §5), played without a socket.</summary>
internal sealed class DotsSession_Tests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private DotsSession _session = null!;

    [SetUp]
    public void Begin()
    {
        _session = new DotsSession(TimeSpan.FromSeconds(30), 2);
        Assert.That(Sent(_session.Begin(Noon)).Single().Code, Is.EqualTo(CoapCode.Csm), "capabilities come first");
    }

    [Test]
    public void The_peers_capabilities_come_first_too()
    {
        var actions = _session.Receive(Request(), Noon);
        Assert.That(Sent(actions).Single().Code, Is.EqualTo(CoapCode.Abort));
        Assert.That(actions[^1], Is.InstanceOf<DotsAction.Close>());
        Assert.That(_session.Deadline, Is.Null);
        Assert.That(_session.Receive(Request(), Noon), Is.Empty, "an ended session serves nothing");
    }

    [Test]
    public void Requests_are_served_pings_answered_and_releases_obeyed()
    {
        Open();
        Assert.That(_session.Receive(Request(), Noon).Single(), Is.InstanceOf<DotsAction.Serve>());
        var pong = Sent(_session.Receive(CoapMessage.Signal(CoapCode.Ping, new byte[] { 9 }, new CoapOption(2, default)), Noon)).Single();
        Assert.That((pong.Code, pong.Token.ToArray(), pong.Options.Single().Number), Is.EqualTo((CoapCode.Pong, new byte[] { 9 }, 2)), "with its token and custody");
        Assert.That(_session.Receive(CoapMessage.Signal(CoapCode.Release), Noon).Single(), Is.InstanceOf<DotsAction.Close>());
    }

    [Test]
    public void A_critical_option_that_nobody_knows_ends_it_and_an_elective_one_does_not()
    {
        Open();
        Assert.That(Sent(_session.Receive(CoapMessage.Signal(CoapCode.Ping, default, new CoapOption(100, default)), Noon)).Single().Code, Is.EqualTo(CoapCode.Pong));
        Assert.That(Sent(_session.Receive(CoapMessage.Signal(CoapCode.Ping, default, new CoapOption(101, default)), Noon)).Single().Code, Is.EqualTo(CoapCode.Abort));
    }

    [Test]
    public void Silence_is_pinged_and_then_given_up()
    {
        Open();
        var now = Noon;
        for (var i = 0; i < 3; i++)
        {
            Assert.That(_session.Tick(now), Is.Empty, "not before its time");
            now = _session.Deadline!.Value;
            Assert.That(Sent(_session.Tick(now)).Single().Code, Is.EqualTo(CoapCode.Ping));
        }

        Assert.That(_session.Tick(_session.Deadline!.Value).Single(), Is.InstanceOf<DotsAction.Close>());
    }

    [Test]
    public void Who_answers_is_not_given_up()
    {
        Open();
        for (var i = 0; i < 20; i++)
        {
            var now = _session.Deadline!.Value;
            var ping = Sent(_session.Tick(now)).Single();
            Assert.That(_session.Receive(CoapMessage.Signal(CoapCode.Pong, ping.Token), now), Is.Empty);
        }
    }

    [Test]
    public void Who_never_says_what_it_can_is_given_up() =>
        Assert.That(_session.Tick(_session.Deadline!.Value)[^1], Is.InstanceOf<DotsAction.Close>());

    [Test]
    public void No_sequence_of_messages_throws()
    {
        var random = new Random(8323);
        for (var i = 0; i < 2000; i++)
        {
            var session = new DotsSession(TimeSpan.FromSeconds(1), 1);
            var now = Noon;
            session.Begin(now);
            for (var j = 0; j < 20; j++)
            {
                now = now.AddSeconds(random.Next(3));
                var message = new CoapMessage((CoapCode)random.Next(256), default, random.Next(2) == 0 ? [] : [new CoapOption(random.Next(200), default)], "x"u8.ToArray());
                Assert.DoesNotThrow(() => session.Receive(random.Next(5) == 0 ? CoapMessage.Signal(CoapCode.Csm) : message, now));
                Assert.DoesNotThrow(() => session.Tick(now));
            }
        }
    }

    private void Open() => Assert.That(_session.Receive(CoapMessage.Signal(CoapCode.Csm), Noon), Is.Empty);

    private static CoapMessage Request() => new(CoapCode.Get, new byte[] { 1 }, [new CoapOption(CoapOption.UriPath, "x"u8.ToArray())], default);

    private static IReadOnlyList<CoapMessage> Sent(IReadOnlyList<DotsAction> actions) => [.. actions.OfType<DotsAction.Send>().Select(s => s.Message)];
}
