using Provisioning.Conversations;
using Provisioning.DesiredState;
using Provisioning.Firmware;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Fleet;

/// <summary>Orders live for days, links into the file server for hours.</summary>
internal sealed class FreshLinks_Tests
{
    private static readonly TimeSpan Later = TimeSpan.FromDays(6);
    private static readonly FirmwareImageRow Image = new() { FileName = "image 2.bin", Version = "2.0", Sha256 = new string('a', 64), Size = 4 };

    private FleetNode _node = null!;

    [SetUp]
    public async Task StartAsync() => _node = await FleetNode.StartAsync(DatabaseProvider.Sqlite);

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [TestCase(0)]
    [TestCase(3 * 24 * 3600)]
    public async Task A_download_that_waited_for_days_comes_with_a_link_that_is_good_when_it_may_begin(long delay)
    {
        var ordered = Link();
        var handedOut = await AfterDaysAsync<Operation.Download>(new OperationRequest
        {
            Type = OperationTypes.Download, FileType = "1 Firmware Upgrade Image", Url = ordered.Url, DelaySeconds = delay,
        });
        IsGood(ordered, handedOut.Url, handedOut.CommandKey, TimeSpan.FromSeconds(delay));
    }

    [Test]
    public async Task A_scheduled_downloads_link_is_good_until_its_last_window_ends()
    {
        var ordered = Link();
        var handedOut = await AfterDaysAsync<Operation.ScheduleDownload>(new OperationRequest
        {
            Type = OperationTypes.ScheduleDownload, FileType = "1 Firmware Upgrade Image", Url = ordered.Url,
            Windows = [new(3600, 7200), new(90_000, 100_000)],
        });
        IsGood(ordered, handedOut.Url, handedOut.CommandKey, TimeSpan.FromSeconds(100_000));
    }

    [Test]
    public async Task A_campaigns_link_is_good_however_long_the_attempt_may_take()
    {
        var gateway = new ModelGateway("CAMPAIGN");
        await _node.SessionAsync(gateway);
        var link = Link();
        var device = await _node.ReadAsync(db => Task.FromResult(db.Devices.Single().Id));
        var firmware = new DesiredFirmware(
            Guid.NewGuid(), "2.0", "1 Firmware Upgrade Image", link.Url, link.Username, link.Password, Image.Size, Image.Sha256, Image.FileName, "key");
        await _node.Commit.CommitAsync((db, token) => _node.Documents.SaveFirmwareAsync(db, device, firmware, "test", token), CancellationToken.None);
        _node.Time.Advance(Later);
        IsGood(link, (await _node.SessionAsync(gateway)).OfType<Operation.Download>().Single().Url, "key", TimeSpan.Zero);
    }

    [TestCase("http://files.example/f/not-ours/image.bin")]
    [TestCase("http://files.example/image.bin?f=1")]
    public async Task Somebody_elses_link_is_left_alone(string url)
    {
        var handedOut = await AfterDaysAsync<Operation.Download>(new OperationRequest
        {
            Type = OperationTypes.Download, FileType = "1 Firmware Upgrade Image", Url = new Uri(url), Username = "u", Password = "p",
        });
        Assert.That((handedOut.Url.AbsoluteUri, handedOut.Username, handedOut.Password), Is.EqualTo((url, "u", "p")));
    }

    private FirmwareLink Link() => _node.Get<FirmwareLinks>().For(Image, 1, "127.0.0.1", "order-1");

    private async Task<T> AfterDaysAsync<T>(OperationRequest request)
    {
        var gateway = new ModelGateway("LATE");
        await _node.SessionAsync(gateway);
        await _node.Administration.OrderAsync("00D09E-Gw-LATE", request, "test", CancellationToken.None);
        _node.Time.Advance(Later);
        return (await _node.SessionAsync(gateway)).OfType<T>().Single();
    }

    private void IsGood(FirmwareLink ordered, Uri handedOut, string commandKey, TimeSpan wait)
    {
        var before = Token(ordered.Url);
        Assert.That(before.Expires, Is.LessThan(_node.Time.GetUtcNow()), "what was ordered has expired");
        var hours = TimeSpan.FromHours(new FilesOptions().LinkHours);
        Assert.That(Token(handedOut), Is.EqualTo(before with { Attempt = FirmwareToken.AttemptOf(commandKey), Expires = _node.Time.GetUtcNow() + wait + hours }));
        Assert.That((handedOut.Authority, handedOut.Segments[^1]), Is.EqualTo((ordered.Url.Authority, ordered.Url.Segments[^1])));
    }

    private FirmwareToken Token(Uri url) => FirmwareToken.Read(url.Segments[2].Trim('/'), _node.Get<FileKey>().Bytes)!;
}
