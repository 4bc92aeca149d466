using System.Net;
using Acs.Cwmp.Stun;

namespace Acs.Tests.Cwmp.Stun;

public class StunResponder_Tests
{
    private static readonly IPEndPoint _from = new(IPAddress.Parse("203.0.113.7"), 40_000);

    private static StunReply Answer(BindingRequest request, (long, string)? account = null) =>
        StunResponder.Answer(StunMessage.Read(request.Bytes())!, _from, account);

    [TestCase(true)]
    [TestCase(false)]
    public void A_signed_notice_is_kept_and_answered_signed(bool padded)
    {
        var request = new BindingRequest().Gateway().Changed().Named("name").Signed("secret", padded);
        var reply = Answer(request, (7, "secret"));
        Assert.That(reply.Notice, Is.EqualTo((7L, _from)));
        var values = request.Read(reply.Bytes);
        Assert.That(BindingRequest.Mapped(values[1]), Is.EqualTo(_from));
        Assert.That(values, Contains.Key(8));
        Assert.That(StunMessage.Read(reply.Bytes)!.IsSignedWith("secret"));
    }

    [Test]
    public void A_notice_without_a_signature_is_asked_for_one_and_a_wrong_one_is_refused()
    {
        var unsigned = new BindingRequest().Gateway().Changed().Named("name");
        var reply = Answer(unsigned, (7, "secret"));
        Assert.That(reply.Notice, Is.Null);
        Assert.That(unsigned.Read(reply.Bytes)[9][2..4], Is.EqualTo(new byte[] { 4, 1 }));
        var wrong = new BindingRequest().Gateway().Changed().Named("name").Signed("guess", padded: true);
        reply = Answer(wrong, (7, "secret"));
        Assert.That(reply.Notice, Is.Null);
        Assert.That(wrong.Read(reply.Bytes)[9][2..4], Is.EqualTo(new byte[] { 4, 31 }));
        Assert.That(Answer(new BindingRequest().Changed().Gateway().Named("nobody").Signed("secret", padded: true)).Notice, Is.Null);
    }

    [Test]
    public void No_byte_of_a_signed_notice_can_be_changed()
    {
        var bytes = new BindingRequest().Gateway().Changed().Named("name").Signed("secret", padded: true).Bytes();
        for (var i = 0; i < bytes.Length * 8; i++)
        {
            var changed = bytes.ToArray();
            changed[i / 8] ^= (byte)(1 << (i % 8));
            if (StunMessage.Read(changed) is { } message && message.Username is not null)
            {
                Assert.That(StunResponder.Answer(message, _from, (7, "secret")).Notice, Is.Null, $"bit {i}");
            }
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void An_answer_is_hardly_longer_than_the_question(bool cookie)
    {
        foreach (var request in (BindingRequest[])[new(cookie), new BindingRequest(cookie).Gateway(), new BindingRequest(cookie).Gateway().Changed().Named("n"), new BindingRequest(cookie).With(0x0042)])
        {
            Assert.That(Answer(request).Bytes, Has.Length.LessThanOrEqualTo(request.Bytes().Length + 24));
        }
    }

    [Test]
    public void RFC_5389_gets_its_own_attribute()
    {
        var request = new BindingRequest(cookie: true);
        var value = request.Read(Answer(request).Bytes)[0x20];
        Assert.That((value[2] << 8 | value[3]) ^ 0x2112, Is.EqualTo(_from.Port));
        Assert.That(value[4] ^ 0x21, Is.EqualTo(203));
    }

    [Test]
    public void An_answer_never_goes_to_another_host()
    {
        Assert.That(Answer(new BindingRequest().Gateway().With(2, 0, 1, 0x20, 0, 198, 51, 100, 1)).To, Is.Null);
        Assert.That(Answer(new BindingRequest().Gateway().With(2, 0, 1, 0, 53, 203, 0, 113, 7)).To, Is.Null, "nor to a service of the same");
        Assert.That(Answer(new BindingRequest().Gateway().With(2, 0, 1, 0x20, 0, 203, 0, 113, 7)).To, Is.EqualTo(new IPEndPoint(_from.Address, 0x2000)), "TR-069 G.2.1.1");
        Assert.That(Answer(new BindingRequest().With(2, 0, 1, 0x20)).To, Is.Null);
    }

    [Test]
    public void What_must_be_understood_and_is_not_is_named()
    {
        var request = new BindingRequest().With(0x0042, 1, 2, 3).With(0x8042, 1);
        var values = request.Read(Answer(request).Bytes);
        Assert.That(values[9][2..4], Is.EqualTo(new byte[] { 4, 20 }));
        Assert.That(values[10], Is.EqualTo(new byte[] { 0, 0x42, 0, 0x42 }));
    }

    [Test]
    public void Nonsense_is_no_message_and_harms_nothing()
    {
        var random = new Random(3489);
        var right = new BindingRequest().Gateway().Changed().Named("name").Signed("secret", padded: true).Bytes();
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = right.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var cut = random.Next(3) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
            if (StunMessage.Read(cut) is { } message)
            {
                _ = message.Username;
                Assert.That(StunResponder.Answer(message, _from, (7, "other")).Notice, Is.Null);
            }
        }
    }
}
