using Google.Protobuf;
using Usp.Records;
using UspController.Security;
using UspController.Tests.Doubles;

namespace UspController.Tests.Security;

/// <summary>TR-369 "Validating the Integrity of the USP Record".</summary>
public sealed class RecordIntegrity_Tests
{
    private static readonly DateTimeOffset Now = Pki.Begin.AddYears(1);

    [Test]
    public void Fields_are_protected_by_number_and_the_payload_is_not()
    {
        var record = New();
        record.SenderCert = ByteString.CopyFrom(9);
        record.MacSignature = ByteString.CopyFrom(8);
        // R-E2E.32: version, to_id, from_id, payload_security, sender_cert; then the session's six numbers.
        Assert.That(Convert.ToHexString(RecordIntegrity.Protected(record)), Is.EqualTo(
            "312E33" + "626F74" + "6163" + "00000001" + "09"
            + "0000000000000102" + "0000000000000003" + "0000000000000004" + "0000000000000005" + "00000001" + "00000002"));
    }

    [Test]
    public void A_signature_counts_of_the_endpoint_that_sends()
    {
        using var pki = new Pki();
        using var own = new ControllerIdentity(pki.Issue("os::00D09E-SN1"), []);
        var record = Sign(own);
        Assert.That(RecordIntegrity.Verify(record, pki.Trust, Now), Is.Null);
        Assert.That(RecordIntegrity.Verify(record, new CertificateTrust([]), Now), Is.Null, "without authorities: only that it is whole");

        Assert.That(Wrong(r => r.FromId = "os::00D09E-SN2"), Is.EqualTo("foreign-sender-cert"));
        Assert.That(Wrong(r => r.ToId = "proto::other"), Is.EqualTo("bad-signature"));
        Assert.That(Wrong(r => r.SessionContext.SequenceId++), Is.EqualTo("bad-signature"));
        Assert.That(Wrong(r => r.SenderCert = ByteString.Empty), Is.EqualTo("no-sender-cert"));
        Assert.That(Wrong(r => r.SenderCert = ByteString.CopyFromUtf8("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")), Is.EqualTo("bad-sender-cert"));
        Assert.That(RecordIntegrity.Verify(record, pki.Trust, Pki.End.AddDays(1)), Is.EqualTo("untrusted-sender-cert"));
        using var other = new Pki();
        Assert.That(RecordIntegrity.Verify(record, other.Trust, Now), Is.EqualTo("untrusted-sender-cert"));

        string? Wrong(Action<Record> change)
        {
            var changed = record.Clone();
            change(changed);
            return RecordIntegrity.Verify(changed, pki.Trust, Now);
        }
    }

    [Test]
    public void A_MAC_counts_under_its_key_only()
    {
        var record = New();
        RecordIntegrity.Authenticate(record, new byte[32]);
        Assert.That(RecordIntegrity.IsAuthentic(record, new byte[32]));
        Assert.That(RecordIntegrity.IsAuthentic(record, [1, .. new byte[31]]), Is.False);
        record.SessionContext.ExpectedId++;
        Assert.That(RecordIntegrity.IsAuthentic(record, new byte[32]), Is.False);
    }

    private static Record Sign(ControllerIdentity own)
    {
        var record = New();
        (record.FromId, record.PayloadSecurity) = ("os::00D09E-SN1", Record.Types.PayloadSecurity.Plaintext);
        RecordIntegrity.Sign(record, own);
        return record;
    }

    private static Record New() => new()
    {
        Version = "1.3",
        ToId = "bot",
        FromId = "ac",
        PayloadSecurity = Record.Types.PayloadSecurity.Tls12,
        SessionContext = new SessionContextRecord
        {
            SessionId = 258, SequenceId = 3, ExpectedId = 4, RetransmitId = 5,
            PayloadSarState = SessionContextRecord.Types.PayloadSARState.Begin,
            PayloadrecSarState = SessionContextRecord.Types.PayloadSARState.Inprocess,
            Payload = { ByteString.CopyFrom(1, 2, 3) },
        },
    };
}
