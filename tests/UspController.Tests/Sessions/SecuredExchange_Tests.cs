using Google.Protobuf;
using Provisioning.Devices;
using Usp.Messages;
using Usp.Records;
using UspController.Messages;
using UspController.Sessions;
using UspController.Tests.Doubles;

namespace UspController.Tests.Sessions;

/// <summary>TR-369 "Secure Message Exchange": TLS inside of the payloads, a MAC around them.</summary>
public sealed class SecuredExchange_Tests
{
    private static readonly SessionPolicy Secure = Pair.Requires with { StartsWithTls = true };

    [TestCase(true, 0)]
    [TestCase(false, 0)]
    [TestCase(true, 512)]
    [TestCase(false, 512)]
    public void Messages_go_both_ways_and_nobody_in_between_can_read_them(bool agentBegins, int maxRecord)
    {
        using var pki = new Pki();
        using var pair = new Pair(
            (agentBegins ? SessionPolicy.Default : Secure) with { MaxRecordBytes = maxRecord },
            (agentBegins ? Secure : SessionPolicy.Default) with { MaxRecordBytes = maxRecord }, pki);
        var notify = Told.Change("v1", "Device.X", new string('x', 40_000));
        if (!agentBegins)
        {
            pair.FromController(Request("r1", 40_000));
            pair.FromAgent(notify);
        }
        else
        {
            pair.FromAgent(notify);
            pair.FromController(Request("r1", 40_000));
        }

        Assert.That(pair.AtController.Single(), Is.EqualTo(notify));
        Assert.That(pair.AtAgent.Single(), Is.EqualTo(Request("r1", 40_000)));
        Assert.That((pair.ControllerSide.IsAuthenticated, pair.AgentSide.IsAuthenticated), Is.EqualTo((true, true)));
        Assert.That(pair.Seen.Select(s => s.Record.PayloadSecurity), Is.All.EqualTo(Record.Types.PayloadSecurity.Tls12));
        Assert.That(pair.Seen.Select(s => s.Record.ToByteArray().AsSpan().IndexOf("Device.X"u8)), Is.All.EqualTo(-1));
        Assert.That(pair.Seen[^1].Record.MacSignature.Length, Is.EqualTo(32), "HMAC-SHA-256");
        Assert.That(pair.Restarted, Is.Empty);
    }

    [Test]
    public void A_record_that_was_changed_under_way_is_ignored_and_the_session_begun_anew()
    {
        using var pki = new Pki();
        using var pair = new Pair(SessionPolicy.Default, Secure, pki);
        pair.FromAgent(Told.Boot("b1"));
        pair.Tamper = (toAgent, record) =>
        {
            if (!toAgent && record.MacSignature.Length > 0)
            {
                record.SessionContext.ExpectedId++;
                pair.Tamper = (_, r) => r;
            }

            return record;
        };
        pair.FromAgent(Told.Boot("b2"));
        Assert.That(pair.Restarted, Is.EqualTo(["bad-mac"]), "R-E2E.23");
        pair.FromAgent(Told.Boot("b2"));
        Assert.That(pair.AtController.Select(m => m.Header.MsgId), Is.EqualTo(["b1", "b2"]));
        Assert.That(pair.ControllerSide.IsAuthenticated, "secured again");
    }

    [Test]
    public void Another_endpoints_certificate_is_not_the_agents()
    {
        using var pki = new Pki();
        using var pair = new Pair(SessionPolicy.Default, Secure, pki, agentCertificate: "os::00D09E-SN2");
        pair.FromAgent(Told.Boot("b1"));
        Assert.That((pair.AtController.Count, pair.ControllerSide.IsAuthenticated), Is.EqualTo((0, false)));
        Assert.That(pair.Dropped, Does.Contain("tls-failed"));
    }

    [Test]
    public void A_payload_of_another_security_than_the_sessions_is_not_taken()
    {
        using var pki = new Pki();
        using var pair = new Pair(SessionPolicy.Default, Secure, pki);
        pair.FromAgent(Told.Boot("b1"));
        pair.Put(toAgent: false, new Record
        {
            FromId = Pair.Agent, ToId = Pair.Controller,
            SessionContext = new SessionContextRecord
            {
                SessionId = pair.AgentSide.SessionId!.Value, SequenceId = 5, ExpectedId = 1, Payload = { Told.Boot("forged").ToByteString() },
            },
        });
        Assert.That(pair.Dropped, Does.Contain("payload-security"), "R-E2E.19");
        Assert.That(pair.AtController.Select(m => m.Header.MsgId), Is.EqualTo(["b1"]));
    }

    [Test]
    public void What_is_no_TLS_ends_in_no_loop()
    {
        using var pki = new Pki();
        using var pair = new Pair(SessionPolicy.Default, SessionPolicy.Default, pki);
        for (var i = 0; i < 100; i++)
        {
            pair.Put(toAgent: false, new Record
            {
                FromId = Pair.Agent, ToId = Pair.Controller, PayloadSecurity = Record.Types.PayloadSecurity.Tls12,
                SessionContext = new SessionContextRecord { SessionId = 9 + (ulong)i, SequenceId = 1, ExpectedId = 1, Payload = { ByteString.CopyFromUtf8("GET / HTTP/1.1") } },
            });
        }

        Assert.That(pair.Restarted, Has.Count.EqualTo(1));
    }

    private static Msg Request(string id, int length) => new()
    {
        Header = new Header { MsgId = id, MsgType = Header.Types.MsgType.Set },
        Body = new Body { Request = SetMessage.Create([new ParameterValue("Device.X", new string('y', length))]) },
    };
}
