using Usp.Records;
using UspController.Sessions;

namespace UspController.Tests.Sessions;

/// <summary>TR-369 "USP Record Exchange": sequence, expectation, retransmission, duplicates.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SessionContext_Tests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 9, 0, 0, TimeSpan.Zero);

    private readonly SessionContext _session = new(7, Record.Types.PayloadSecurity.Plaintext, SessionPolicy.Default);

    [Test]
    public void Records_count_from_one_and_say_what_is_expected()
    {
        Assert.That(_session.Compose(null), Is.EqualTo(new SessionContextRecord { SessionId = 7, SequenceId = 1, ExpectedId = 1 }));
        _session.Take(Told(1), Now);
        Assert.That(_session.Compose(null), Is.EqualTo(new SessionContextRecord { SessionId = 7, SequenceId = 2, ExpectedId = 2 }));
    }

    [Test]
    public void What_comes_too_early_waits_and_what_is_missing_is_asked_for()
    {
        _session.Take(Told(1), Now);
        var third = _session.Take(Told(3), Now);
        Assert.That((third.Ready.Count, third.Missing), Is.EqualTo((0, 2ul)));
        Assert.That(_session.Take(Told(4), Now).Missing, Is.Zero, "asked once");
        Assert.That(Sequences(_session.Take(Told(2), Now)), Is.EqualTo([2, 3, 4]));
        Assert.That(_session.Deadline, Is.Null);
    }

    [Test]
    public void A_second_gap_behind_the_first_is_asked_for_when_its_turn_comes()
    {
        _session.Take(Told(2), Now);
        _session.Take(Told(4), Now);
        var taken = _session.Take(Told(1), Now);
        Assert.That((Sequences(taken), taken.Missing), Is.EqualTo((new ulong[] { 1, 2 }, 3ul)));
    }

    [Test]
    public void Duplicates_are_ignored_whether_done_or_waiting()
    {
        _session.Take(Told(1), Now);
        Assert.That(_session.Take(Told(1), Now), Is.EqualTo(Taken.Nothing));
        _session.Take(Told(3), Now);
        Assert.That(_session.Take(Told(3), Now), Is.EqualTo(Taken.Nothing));
    }

    [Test]
    public void What_is_missing_is_asked_for_again_and_then_given_up()
    {
        _session.Take(Told(2), Now);
        var time = Now;
        for (var i = 1; i < SessionPolicy.Default.MaxRetransmitTries; i++)
        {
            Assert.That(_session.Tick(time).Missing, Is.Zero, "not yet");
            time = _session.Deadline!.Value;
            Assert.That(_session.Tick(time).Missing, Is.EqualTo(1ul));
        }

        Assert.That(_session.Tick(_session.Deadline!.Value).Failure, Is.EqualTo("record-missing"));
    }

    [Test]
    public void A_record_is_sent_again_until_it_is_confirmed_and_not_for_ever()
    {
        var first = _session.Compose(null);
        _session.Compose(null);
        Assert.That(_session.Take(Told(1, retransmit: 1), Now).Again, Is.EqualTo([first]));
        Assert.That(_session.Take(Told(2, expected: 2, retransmit: 1), Now).Failure, Is.EqualTo("cannot-retransmit"), "confirmed before");
    }

    [Test]
    public void Who_asks_too_often_ends_the_session()
    {
        _session.Compose(null);
        for (var i = 1ul; i <= (ulong)SessionPolicy.Default.MaxRetransmitTries; i++)
        {
            Assert.That(_session.Take(Told(i, retransmit: 1), Now).Again, Has.Count.EqualTo(1));
        }

        Assert.That(_session.Take(Told(9, retransmit: 1), Now).Ready, Is.Empty);
        Assert.That(_session.Take(Told(4, retransmit: 1), Now).Failure, Is.EqualTo("cannot-retransmit"));
    }

    [Test]
    public void What_waits_and_what_is_kept_are_bounded()
    {
        Assert.That(_session.Take(Told(ulong.MaxValue), Now).Failure, Is.EqualTo("too-early"));
        for (var i = 0; i < 1000; i++)
        {
            _session.Compose(null);
        }

        Assert.That(_session.Take(Told(1, expected: 1, retransmit: 1), Now).Failure, Is.EqualTo("cannot-retransmit"), "the oldest has gone");
    }

    [Test]
    public void An_expectation_beyond_everything_sent_confirms_that_and_no_more()
    {
        _session.Compose(null);
        _session.Take(Told(1, expected: ulong.MaxValue), Now);
        var second = _session.Compose(null);
        Assert.That(_session.Take(Told(2, expected: 2, retransmit: 2), Now).Again, Is.EqualTo([second]));
    }

    private static ulong[] Sequences(Taken taken) => [.. taken.Ready.Select(r => r.SequenceId)];

    private static SessionContextRecord Told(ulong sequence, ulong expected = 1, ulong retransmit = 0) =>
        new() { SessionId = 7, SequenceId = sequence, ExpectedId = expected, RetransmitId = retransmit };
}
