using Provisioning.Diagnostics;
using Provisioning.Firmware;

namespace Provisioning.Tests.Firmware;

/// <summary>Links that are out there stay good: their bytes are known from elsewhere, and no link is two things.</summary>
public sealed class SignedLink_Tests
{
    private const string Image = "AWsMvIAAAAAAAAAAB96tvu-rq6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq0XhdR7yKr6PXIlY09CjqTU";
    private const string Upload = "AWsMvIAAAAAAAAAABzMiEQBVRHdmiJmqu8zd7v9KctBOpRkIWlPE_TM3DC0D";
    private const string SpeedTest = "AQAAAAAAD0JAawy8gAECAwRU2wPCKehxlDCDXXWk84fP";

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly DateTimeOffset Expires = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void An_images_link_has_the_bytes_that_it_always_had()
    {
        var token = new FirmwareToken(7, 0xdeadbeef, Expires, string.Concat(Enumerable.Repeat("ab", 32)));
        Assert.That(token.Sign(Key), Is.EqualTo(Image));
        Assert.That(FirmwareToken.Read(Image, Key), Is.EqualTo(token));
    }

    [Test]
    public void An_uploads_address_has_the_bytes_that_it_always_had()
    {
        var token = new UploadToken(7, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), Expires);
        Assert.That(token.Sign(Key), Is.EqualTo(Upload));
        Assert.That(UploadToken.Read(Upload, Key), Is.EqualTo(token));
    }

    [Test]
    public void A_speed_tests_link_that_was_signed_before_is_read() =>
        Assert.That(SpeedTestToken.Read(SpeedTest, Key), Is.EqualTo(new SpeedTestToken(true, 1_000_000, Expires)));

    [Test]
    public void No_link_is_read_as_one_of_another_kind()
    {
        Assert.That(SignedLink.TryRead(Upload, Key, "upload "u8, new byte[29]), Is.True);
        Assert.That(SignedLink.TryRead(Upload, Key, "speed "u8, new byte[29]), Is.False);
        Assert.That(SignedLink.TryRead(Upload, Key, default, new byte[29]), Is.False);
    }
}
