using Google.Protobuf;
using Provisioning.Devices;
using Usp.Messages;
using Usp.Records;
using UspController.Messages;
using UspController.Sessions;
using UspController.Tests.Doubles;

namespace UspController.Tests.Sessions;

/// <summary>TR-369 "Exchange of USP Records within an E2E Session Context", in the clear.</summary>
public sealed class RecordExchange_Tests
{
    [Test]
    public void Without_an_agents_session_nothing_changes()
    {
        using var pair = new Pair(SessionPolicy.Default);
        pair.FromController(Request("1"));
        Assert.That(pair.Seen.Single().Record.RecordTypeCase, Is.EqualTo(Record.RecordTypeOneofCase.NoSessionContext));
    }

    [Test]
    public void An_answer_goes_the_way_its_request_came()
    {
        using var pair = new Pair(SessionPolicy.Default, Pair.Requires);
        pair.FromAgent(Told.Boot("b1"));
        Assert.That(pair.AtController.Single().Header.MsgId, Is.EqualTo("b1"));
        pair.FromController(NotifyRespMessage.Create("b1", "s"));
        pair.FromController(Request("r1"));
        Assert.That(pair.AtAgent.Select(m => m.Header.MsgId), Is.EqualTo(["b1", "r1"]), "R-MSG.0a; and requests follow the agent's lead");
        Assert.That(pair.Seen[^1].Record.SessionContext, Is.EqualTo(new SessionContextRecord
        {
            SessionId = pair.Seen[0].Record.SessionContext.SessionId, SequenceId = 2, ExpectedId = 2, Payload = { Request("r1").ToByteString() },
        }));

        pair.ControllerSide.TakePlain();
        pair.FromController(NotifyRespMessage.Create("plain", "s"));
        pair.FromController(Request("r2"));
        Assert.That(pair.Seen.TakeLast(2).Select(s => s.Record.RecordTypeCase), Is.All.EqualTo(Record.RecordTypeOneofCase.NoSessionContext));
    }

    [Test]
    public void Where_a_session_is_required_the_controller_begins_it_and_hears_nothing_else()
    {
        using var pair = new Pair(Pair.Requires);
        pair.FromController(Request("r1"));
        var begun = pair.Seen[0].Record.SessionContext;
        Assert.That((begun.SessionId > 1, begun.SequenceId, begun.ExpectedId), Is.EqualTo((true, 1ul, 1ul)));
        Assert.That(pair.AtAgent.Single().Header.MsgId, Is.EqualTo("r1"));
        pair.FromAgent(ErrorMessage.Create("r1", 7002, "no"));
        Assert.That(pair.AtController.Single().Header.MsgId, Is.EqualTo("r1"));
        Assert.That(pair.ControllerSide.TakePlain(), Is.False);
    }

    [Test]
    public void A_long_message_travels_in_segments_that_fit()
    {
        using var pair = new Pair(SessionPolicy.Default with { MaxRecordBytes = 512 }, Pair.Requires with { MaxRecordBytes = 700 });
        var notify = Told.Change("v1", "Device.X", new string('x', 5000));
        pair.FromAgent(notify);
        Assert.That(pair.AtController.Single(), Is.EqualTo(notify));
        var set = SetMessage.Create([new ParameterValue("Device.X", new string('y', 5000))]);
        pair.FromController(Wrap("r1", set));
        Assert.That(pair.AtAgent.Single().Body.Request, Is.EqualTo(set));
        Assert.That(pair.Seen.Where(s => s.ToAgent).Select(s => s.Record.CalculateSize()), Is.All.LessThanOrEqualTo(512));
        Assert.That(pair.Seen.Count(s => s.ToAgent), Is.GreaterThan(10));
    }

    [Test]
    public void A_lost_segment_is_asked_for_and_sent_again()
    {
        using var pair = new Pair(SessionPolicy.Default with { MaxRecordBytes = 512 }, Pair.Requires with { MaxRecordBytes = 512 });
        var lost = 0;
        pair.Tamper = (_, record) => record.SessionContext.SequenceId == 3 && lost++ < 2 ? null : record;
        pair.FromAgent(Told.Change("v1", "Device.X", new string('x', 3000)));
        Assert.That((lost, pair.AtController.Count), Is.EqualTo((2, 0)), "lost, and lost again");
        pair.Now = pair.ControllerSide.Deadline!.Value;
        pair.Tick();
        Assert.That(pair.AtController.Single().Header.MsgId, Is.EqualTo("v1"));
        Assert.That(pair.Restarted, Is.Empty);
    }

    [Test]
    public void A_message_whose_rest_never_comes_ends_the_session()
    {
        using var pair = new Pair(SessionPolicy.Default, Pair.Requires with { MaxRecordBytes = 512 });
        pair.Tamper = (toAgent, record) => !toAgent && record.SessionContext.PayloadSarState != SessionContextRecord.Types.PayloadSARState.Begin ? null : record;
        pair.FromAgent(Told.Change("v1", "Device.X", new string('x', 3000)));
        pair.Now = pair.ControllerSide.Deadline!.Value;
        pair.Tick();
        Assert.That(pair.Restarted, Is.EqualTo(["segments-missing"]));
        pair.Tamper = (_, record) => record;
        pair.FromAgent(Told.Boot("b1"));
        Assert.That(pair.AtController.Single().Header.MsgId, Is.EqualTo("b1"), "the new session works");
    }

    [Test]
    public void Records_of_a_session_that_is_not_ours_are_ignored_and_a_new_one_begins()
    {
        using var pair = new Pair(SessionPolicy.Default, Pair.Requires);
        pair.FromAgent(Told.Boot("b1"));
        pair.Put(toAgent: false, Session(s => (s.SessionId, s.SequenceId) = (99, 17)));
        Assert.That(pair.Restarted, Is.EqualTo(["foreign-session-id"]), "R-E2E.24");
        Assert.That(pair.AgentSide.SessionId, Is.EqualTo(pair.ControllerSide.SessionId), "both are in the new one");
        pair.FromController(NotifyRespMessage.Create("b1", "s"));
        Assert.That(pair.AtAgent.Single().Header.MsgId, Is.EqualTo("b1"), "what was asked in the old one is answered in the new one");
    }

    [Test]
    public void An_agent_that_begins_anew_is_followed()
    {
        using var pair = new Pair(SessionPolicy.Default, Pair.Requires);
        pair.FromAgent(Told.Boot("b1"));
        pair.AgentSide.Disconnected(0);
        pair.FromAgent(Told.Boot("b2"));
        Assert.That(pair.AtController.Select(m => m.Header.MsgId), Is.EqualTo(["b1", "b2"]), "R-E2E.6");
        Assert.That(pair.Restarted, Is.Empty);
    }

    [Test]
    public void An_agent_that_started_anew_and_counts_its_sessions_from_the_same_number_is_followed()
    {
        using var pair = new Pair(SessionPolicy.Default);
        Record Begin(string id) => Session(s =>
        {
            (s.SessionId, s.SequenceId) = (2, 1);
            s.Payload.Add(Told.Boot(id).ToByteString());
        });
        pair.Put(toAgent: false, Begin("b1"));
        pair.Put(toAgent: false, Begin("b2"));
        Assert.That(pair.AtController, Has.Count.EqualTo(1), "a duplicate, as far as can be seen");
        pair.ControllerSide.Connected();
        pair.Put(toAgent: false, Begin("b2"));
        Assert.That(pair.AtController.Select(m => m.Header.MsgId), Is.EqualTo(["b1", "b2"]));
    }

    [Test]
    public void What_fails_always_does_not_go_round_for_ever()
    {
        using var pair = new Pair(SessionPolicy.Default);
        for (var i = 0; i < 1000; i++)
        {
            pair.Put(toAgent: false, Session(s => (s.SessionId, s.SequenceId) = (99, 17)));
        }

        Assert.That(pair.Restarted, Has.Count.EqualTo(1));
        pair.Now += TimeSpan.FromSeconds(5);
        pair.Put(toAgent: false, Session(s => (s.SessionId, s.SequenceId) = (99, 17)));
        pair.Now += TimeSpan.FromSeconds(5);
        pair.Put(toAgent: false, Session(s => (s.SessionId, s.SequenceId) = (99, 17)));
        Assert.That(pair.Restarted, Has.Count.EqualTo(2), "twice as long after the second");
    }

    [TestCase(0ul, 1ul, 0, 0)]
    [TestCase(9ul, 1ul, 7, 0)]
    [TestCase(9ul, 1ul, 0, 9)]
    public void A_record_with_values_that_there_are_not_is_dropped(ulong session, ulong sequence, int sar, int unit)
    {
        using var pair = new Pair(SessionPolicy.Default);
        pair.Put(toAgent: false, Session(s =>
        {
            (s.SessionId, s.SequenceId) = (session, sequence);
            s.PayloadSarState = (SessionContextRecord.Types.PayloadSARState)sar;
            s.PayloadrecSarState = (SessionContextRecord.Types.PayloadSARState)unit;
        }));
        Assert.That((pair.Dropped.Single(), pair.AtController.Count), Is.EqualTo(("bad-session-record", 0)));
    }

    [Test]
    public void A_request_without_body_is_told_so_in_the_session()
    {
        using var pair = new Pair(SessionPolicy.Default);
        pair.Put(toAgent: false, Session(s =>
        {
            (s.SessionId, s.SequenceId) = (9, 1);
            s.Payload.Add(new Msg { Header = new Header { MsgId = "m", MsgType = Header.Types.MsgType.Notify } }.ToByteString());
        }));
        var told = Msg.Parser.ParseFrom(pair.Seen[^1].Record.SessionContext.Payload.Single());
        Assert.That((told.Header.MsgId, told.Body.Error.ErrCode), Is.EqualTo(("m", 7004u)));
    }

    [Test]
    public void A_session_that_begins_with_an_empty_payload_is_begun()
    {
        using var pair = new Pair(SessionPolicy.Default);
        pair.Put(toAgent: false, Session(s =>
        {
            (s.SessionId, s.SequenceId) = (2, 1);
            s.Payload.Add(ByteString.Empty);
        }));
        Assert.That((pair.ControllerSide.SessionId, pair.Dropped.Count), Is.EqualTo((2ul, 0)));
    }

    [Test]
    public void Secured_payloads_that_cannot_be_had_are_told_so()
    {
        using var pair = new Pair(SessionPolicy.Default);
        pair.Put(toAgent: false, new Record
        {
            FromId = Pair.Agent, ToId = Pair.Controller, PayloadSecurity = Record.Types.PayloadSecurity.Tls12,
            SessionContext = new SessionContextRecord { SessionId = 9, SequenceId = 1, ExpectedId = 1 },
        });
        Assert.That(pair.Seen[^1].Record.Disconnect.ReasonCode, Is.EqualTo(7102u));
    }

    private static Msg Request(string id) => Wrap(id, GetMessage.Create(["Device.DeviceInfo."]));

    private static Msg Wrap(string id, Request request) =>
        new() { Header = new Header { MsgId = id, MsgType = Header.Types.MsgType.Get }, Body = new Body { Request = request } };

    private static Record Session(Action<SessionContextRecord> fill)
    {
        var session = new SessionContextRecord { ExpectedId = 1 };
        fill(session);
        return new Record { FromId = Pair.Agent, ToId = Pair.Controller, SessionContext = session };
    }
}
