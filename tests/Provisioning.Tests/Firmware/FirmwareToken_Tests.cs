using System.Security.Cryptography;
using Provisioning.Firmware;

namespace Provisioning.Tests.Firmware;

public sealed class FirmwareToken_Tests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    private static readonly FirmwareToken Token = new(
        7, FirmwareToken.AttemptOf("fw-1"), new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), new string('a', 64));

    [Test]
    public void A_token_says_what_was_signed() => Assert.That(FirmwareToken.Read(Token.Sign(Key), Key), Is.EqualTo(Token));

    [Test]
    public void Another_key_does_not_read_it() => Assert.That(FirmwareToken.Read(Token.Sign(Key), RandomNumberGenerator.GetBytes(32)), Is.Null);

    [Test]
    public void No_single_character_can_be_changed()
    {
        var signed = Token.Sign(Key);
        for (var i = 0; i < signed.Length; i++)
        {
            foreach (var c in "Aa0-_.=")
            {
                if (signed[i] != c)
                {
                    var forged = signed.Remove(i, 1).Insert(i, c.ToString());
                    var read = FirmwareToken.Read(forged, Key);
                    // The last character carries spare bits; a change of those alone changes nothing that is said.
                    Assert.That(read, i == signed.Length - 1 ? Is.Null.Or.EqualTo(Token) : Is.Null, forged);
                }
            }
        }
    }

    [FsCheck.NUnit.Property]
    public void Anything_else_is_no_token(string? text) => Assert.That(FirmwareToken.Read(text ?? "", Key), Is.Null);

    [Test]
    public void Each_attempt_and_device_has_its_own()
    {
        var all = new[] { Token, Token with { DeviceRowId = 8 }, Token with { Attempt = FirmwareToken.AttemptOf("fw-2") } }.Select(t => t.Sign(Key)).ToList();
        Assert.That(all, Is.Unique);
        Assert.That(all.Select(t => SignedLink.PasswordOf(t, Key)), Is.Unique);
    }
}
