using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Provisioning.Conversations;
using Provisioning.Wire;

namespace Provisioning.Tests.Wire;

public sealed class WireStore_Tests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private DirectoryInfo _directory = null!;

    [SetUp]
    public void Begin() => _directory = Directory.CreateTempSubdirectory("wire-");

    [TearDown]
    public void End() => _directory.Delete(recursive: true);

    [Test]
    public async Task The_oldest_of_a_device_go_first_and_of_all_the_oldest_of_any()
    {
        var store = Store(new WireOptions { MaxDeviceBytes = 5 * 65536, MaxTotalBytes = 8 * 65536 });
        for (var i = 0; i < 12; i++)
        {
            await WriteAsync(store, "a");
        }

        Assert.That(store.Numbers("a"), Has.Count.InRange(3, 5));
        Assert.That(store.Numbers("a")[^1], Is.EqualTo(12));
        for (var i = 0; i < 6; i++)
        {
            await WriteAsync(store, "b");
        }

        Assert.That(store.Bytes, Is.LessThanOrEqualTo(8 * 65536));
        Assert.That(OnDisk(), Is.EqualTo(store.Bytes));
        Assert.That(store.Numbers("b"), Does.Contain(6));
        Assert.That(await store.ReadAsync("a", 1, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task What_was_written_is_there_after_a_restart_and_numbers_go_on()
    {
        var store = Store(new WireOptions());
        var written = await WriteAsync(store, "a");
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "wire", "half.gz.new"), "x");
        var again = Store(new WireOptions());
        var read = (await again.ReadAsync("a", written.Number, CancellationToken.None))!;
        Assert.That((read.Summary, read.Request!.Text), Is.EqualTo((written.Summary, written.Request!.Text)));
        Assert.That(read.Request.Body, Is.EqualTo(written.Request.Body));
        Assert.That((await WriteAsync(again, "a")).Number, Is.EqualTo(2));
        Assert.That(Directory.GetFiles(_directory.FullName, "*.new", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task What_is_too_old_goes_and_so_does_what_a_device_leaves_behind()
    {
        var store = Store(new WireOptions { KeepDays = 1 });
        await WriteAsync(store, "a");
        await WriteAsync(store, "b");
        _time.Advance(TimeSpan.FromDays(2));
        await WriteAsync(store, "a");
        store.Expire();
        Assert.That((store.Numbers("a"), store.Numbers("b").Count), Is.EqualTo((new long[] { 2 }, 0)));
        store.Clear("a");
        Assert.That((store.Numbers("a").Count, store.Bytes, OnDisk()), Is.EqualTo((0, 0L, 0L)));
    }

    private Task<WireExchange> WriteAsync(WireStore store, string key)
    {
        // What cannot be compressed.
        var bytes = new byte[45_000];
        Random.Shared.NextBytes(bytes);
        _time.Advance(TimeSpan.FromMilliseconds(5));
        var message = new WireMessage { Direction = ConversationDirection.FromDevice, Line = "POST / HTTP/1.1", Body = bytes, Text = "text" };
        return store.WriteAsync(key, new WireExchange { At = _time.GetUtcNow(), Summary = "Inform", Request = message }, CancellationToken.None);
    }

    private long OnDisk() => _directory.GetFiles("*.gz", SearchOption.AllDirectories).Sum(f => (f.Length + 4095) / 4096 * 4096);

    private WireStore Store(WireOptions options) =>
        new(Options.Create(new ProvisioningOptions { DataDirectory = _directory.FullName }), Options.Create(options), _time);
}
