using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Provisioning.Firmware;

namespace Provisioning.Tests.Firmware;

public sealed class FirmwareStore_Tests
{
    private DirectoryInfo _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("acs-store-");

    [TearDown]
    public void RemoveDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task An_image_lies_under_its_hash()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var store = Store();
        await using (var staged = await store.StageAsync(new MemoryStream(bytes), CancellationToken.None))
        {
            Assert.That((staged.Sha256, staged.Size), Is.EqualTo((Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.LongLength)));
            store.Keep(staged);
            Assert.That(await File.ReadAllBytesAsync(store.Find(staged.Sha256)!), Is.EqualTo(bytes));
        }

        Assert.That(Files(), Has.Length.EqualTo(1), "nothing temporary is left");
    }

    [Test]
    public async Task An_image_that_is_too_long_leaves_nothing_behind()
    {
        Assert.That(async () => await Store(1000).StageAsync(new MemoryStream(new byte[1001]), CancellationToken.None), Throws.InstanceOf<ImageTooLargeException>());
        await using (await Store(1000).StageAsync(new MemoryStream(new byte[1000]), CancellationToken.None))
        {
        }

        Assert.That(Files(), Is.Empty);
    }

    [TestCase("../../../etc/passwd")]
    [TestCase("..")]
    [TestCase("")]
    [TestCase("/etc/passwd")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Only_a_hash_finds_a_file(string name) => Assert.That(Store().Find(name), Is.Null);

    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("C:\\images\\gw 2.0.bin", "gw_2.0.bin")]
    [TestCase("..", "image.bin")]
    [TestCase("", "image.bin")]
    [TestCase(null, "image.bin")]
    [TestCase(".htaccess", "htaccess")]
    [TestCase("ä\r\nSet-Cookie: x", "___Set-Cookie__x")]
    public void A_file_name_from_outside_is_made_harmless(string? sent, string kept) => Assert.That(SafeFileName.Of(sent), Is.EqualTo(kept));

    private string[] Files() => Directory.GetFiles(_directory.FullName, "*", SearchOption.AllDirectories);

    private FirmwareStore Store(long limit = 1 << 20) => new(
        Options.Create(new ProvisioningOptions { DataDirectory = _directory.FullName }), Options.Create(new FirmwareOptions { MaxImageBytes = limit }));
}
