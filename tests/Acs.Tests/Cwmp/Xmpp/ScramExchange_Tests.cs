using System.Security.Cryptography;
using Acs.Cwmp.Xmpp;

namespace Acs.Tests.Cwmp.Xmpp;

public class ScramExchange_Tests
{
    /// <summary>RFC 5802 5.</summary>
    private static ScramExchange Sha1() => new(HashAlgorithmName.SHA1, "user", "pencil", "fyko+d2lbbFgONRv9qkxdawL");

    [Test]
    public void The_example_of_RFC_5802()
    {
        var scram = Sha1();
        Assert.That(scram.First, Is.EqualTo("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"));
        Assert.That(
            scram.Final("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"),
            Is.EqualTo("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="));
        Assert.That(scram.IsServer("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
        Assert.That(scram.IsServer("v=rmF9pqV8S7suAoZWja4dJRkFsKR="), Is.False);
    }

    [Test]
    public void The_example_of_RFC_7677()
    {
        var scram = new ScramExchange(HashAlgorithmName.SHA256, "user", "pencil", "rOprNGfwEbeRWgbNEkqO");
        Assert.That(
            scram.Final("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
            Is.EqualTo("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
        Assert.That(scram.IsServer("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }

    [TestCase("r=another,s=QSXCR+Q6sek8bf92,i=4096")]
    [TestCase("r=fyko+d2lbbFgONRv9qkxdawL,s=QSXCR+Q6sek8bf92,i=4096", Description = "nothing of the server's own")]
    [TestCase("r=fyko+d2lbbFgONRv9qkxdawLx,s=?,i=4096")]
    [TestCase("r=fyko+d2lbbFgONRv9qkxdawLx,s=QSXCR+Q6sek8bf92,i=1")]
    [TestCase("r=fyko+d2lbbFgONRv9qkxdawLx,s=QSXCR+Q6sek8bf92,i=2000000000", Description = "hours of work")]
    [TestCase("")]
    public void A_challenge_that_is_wrong_or_asks_for_too_much_is_refused(string challenge) =>
        Assert.That(() => Sha1().Final(challenge), Throws.TypeOf<XmppException>());

    [Test]
    public void Nobody_is_the_server_before_a_challenge() => Assert.That(Sha1().IsServer("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="), Is.False);
}
