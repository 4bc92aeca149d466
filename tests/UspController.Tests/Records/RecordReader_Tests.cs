using Google.Protobuf;
using Usp.Messages;
using Usp.Records;
using UspController.Records;
using UspController.Sessions;

namespace UspController.Tests.Records;

public sealed class RecordReader_Tests
{
    private static readonly RecordReader Reader = new("proto::acs-controller");

    [Test]
    public void A_connect_record_tells_the_agents_topic() => Assert.That(
        Reader.Read(Captured.Bytes(Captured.Connect)),
        Is.EqualTo(new ReceivedRecord.Connected("os::00D09E-Ov70050", "usp/agent/os::00D09E-Ov70050")));

    [Test]
    public void A_message_comes_with_its_sender()
    {
        var message = (ReceivedRecord.Message)Reader.Read(Captured.Bytes(Captured.Boot));
        Assert.That(message.From, Is.EqualTo("os::00D09E-SN0003"));
        Assert.That(message.Msg.Header.MsgId, Is.EqualTo("Event-2026-11-22T21:29:53Z-1"));
    }

    [Test]
    public void A_disconnect_record_tells_why()
    {
        var gone = (ReceivedRecord.Disconnected)Reader.Read(Captured.Bytes(Captured.Disconnect));
        Assert.That((gone.From, gone.Code), Is.EqualTo(("os::00D09E-SN0006", 7104u)));
    }

    [Test]
    public void What_is_for_another_controller_is_dropped() => Assert.That(
        new RecordReader("proto::acs").Read(Captured.Bytes(Captured.Boot)),
        Is.EqualTo(new ReceivedRecord.Rejected("foreign-to-id", "os::00D09E-SN0003")));

    [TestCase("", "unset")]
    [TestCase("no-scheme", "no scheme")]
    [TestCase("proto::acs-controller", "the controller's own")]
    [TestCase("os::00D09E-SN/1", "a topic level")]
    [TestCase("os::00D09E-#", "a wildcard")]
    [TestCase("os::00D09E-a\nb", "a line break")]
    public void A_sender_that_cannot_be_one_is_dropped(string from, string why) => Assert.That(
        Reader.Read(Write(r => r.FromId = from)), Is.EqualTo(new ReceivedRecord.Rejected("bad-from-id")), why);

    [TestCase("1.0")]
    [TestCase("9.9")]
    [TestCase("")]
    public void Any_version_is_read(string version) =>
        Assert.That(Reader.Read(Write(r => r.Version = version)), Is.InstanceOf<ReceivedRecord.Message>());

    [Test]
    public void A_header_without_body_is_told_so_if_it_may_be_a_request_and_ignored_otherwise()
    {
        var request = new Msg { Header = new Header { MsgId = "m", MsgType = Header.Types.MsgType.Notify } };
        var answered = (ReceivedRecord.Answered)Reader.Read(Write(r => r.NoSessionContext.Payload = request.ToByteString()));
        Assert.That((answered.Error.Header.MsgId, answered.Error.Body.Error.ErrCode), Is.EqualTo(("m", 7004u)));

        var response = new Msg { Header = new Header { MsgId = "m", MsgType = Header.Types.MsgType.GetResp } };
        Assert.That(Reader.Read(Write(r => r.NoSessionContext.Payload = response.ToByteString())), Is.InstanceOf<ReceivedRecord.Rejected>());
    }

    [Test]
    public void Nothing_without_a_header_is_used() => Assert.That(
        Reader.Read(Write(r => r.NoSessionContext.Payload = ByteString.Empty)),
        Is.EqualTo(new ReceivedRecord.Rejected("no-header", "os::00D09E-SN1")));

    [Test]
    public void A_request_in_a_session_context_is_told_where_there_is_none()
    {
        var reader = new RecordReader("proto::acs-controller", SessionMode.Forbid);
        var session = new SessionContextRecord { SessionId = 5, SequenceId = 1, ExpectedId = 1 };
        session.Payload.Add(Notify().ToByteString());
        var answered = (ReceivedRecord.Answered)reader.Read(Write(r => r.SessionContext = session));
        Assert.That((answered.Error.Header.MsgId, answered.Error.Body.Error.ErrCode), Is.EqualTo(("n", 7106u)));

        session.PayloadSarState = SessionContextRecord.Types.PayloadSARState.Begin;
        Assert.That(reader.Read(Write(r => r.SessionContext = session)), Is.EqualTo(new ReceivedRecord.Rejected("session-context", "os::00D09E-SN1")));
        Assert.That(Reader.Read(Write(r => r.SessionContext = session)), Is.InstanceOf<ReceivedRecord.InSession>());
    }

    [Test]
    public void A_secured_payload_without_a_session_is_told_so_where_it_can_be_read()
    {
        var answered = (ReceivedRecord.Answered)Reader.Read(Write(r => r.PayloadSecurity = Record.Types.PayloadSecurity.Tls12));
        Assert.That((answered.Error.Header.MsgId, answered.Error.Body.Error.ErrCode), Is.EqualTo(("n", 7104u)));
        Assert.That(
            Reader.Read(Write(r => (r.PayloadSecurity, r.NoSessionContext.Payload) = (Record.Types.PayloadSecurity.Tls12, ByteString.CopyFrom(23, 3, 3)))),
            Is.EqualTo(new ReceivedRecord.Rejected("secured-without-session", "os::00D09E-SN1")));
    }

    [Test]
    public void A_signature_is_looked_at_where_there_is_one()
    {
        var reader = new RecordReader("proto::acs-controller", verify: _ => "bad-signature");
        Assert.That(reader.Read(Write(_ => { })), Is.InstanceOf<ReceivedRecord.Message>());
        Assert.That(reader.Read(Write(r => r.MacSignature = ByteString.CopyFrom(1))), Is.EqualTo(new ReceivedRecord.Rejected("bad-signature", "os::00D09E-SN1")));
    }

    [Test]
    public void Every_record_of_the_capture_is_read_for_what_it_is()
    {
        var records = Captured.Shared();
        Assert.That(records, Has.Count.GreaterThan(40));
        foreach (var bytes in records)
        {
            var record = Record.Parser.ParseFrom(bytes);
            Assert.That(record.ToByteArray(), Is.EqualTo(bytes), "the schema knows every field");
            var read = new RecordReader(record.ToId).Read(bytes);
            if (record.FromId.StartsWith("os::00D09E-", StringComparison.Ordinal))
            {
                Assert.That(read, Is.Not.InstanceOf<ReceivedRecord.Rejected>(), Convert.ToHexString(bytes));
            }
        }
    }

    [Test]
    public void A_message_without_body_is_never_written() => Assert.That(
        () => RecordWriter.Write(new Msg { Header = new Header { MsgId = "m" } }, "1.3", "proto::acs", "os::a-1"),
        Throws.ArgumentException);

    [Test]
    public void What_is_written_is_read_as_the_agents_read_it()
    {
        var record = Record.Parser.ParseFrom(RecordWriter.Write(Notify(), "1.3", "proto::acs", "os::00D09E-SN1"));
        Assert.That((record.Version, record.FromId, record.ToId), Is.EqualTo(("1.3", "proto::acs", "os::00D09E-SN1")));
        Assert.That(Msg.Parser.ParseFrom(record.NoSessionContext.Payload), Is.EqualTo(Notify()));
    }

    private static Msg Notify() => new()
    {
        Header = new Header { MsgId = "n", MsgType = Header.Types.MsgType.Notify },
        Body = new Body { Request = new Request { Notify = new Notify { SubscriptionId = "s" } } },
    };

    private static byte[] Write(Action<Record> change)
    {
        var record = new Record
        {
            Version = "1.3",
            FromId = "os::00D09E-SN1",
            ToId = "proto::acs-controller",
            NoSessionContext = new NoSessionContextRecord { Payload = Notify().ToByteString() },
        };
        change(record);
        return record.ToByteArray();
    }
}
