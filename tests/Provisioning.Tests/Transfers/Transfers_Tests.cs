using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Firmware;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;
using Provisioning.Transfers;

namespace Provisioning.Tests.Transfers;

/// <summary>From the order to its end, whatever the gateway makes of it, on the database.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class Transfers_Tests(DatabaseProvider provider)
{
    private const string Id = "00D09E-Gw-T";

    private static readonly FirmwareImageRow Image = new() { FileName = "image.bin", Version = "2.0", Sha256 = new string('a', 64), Size = 123 };

    private FleetNode _node = null!;
    private ModelGateway _gateway = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _node = await FleetNode.StartAsync(
            provider, ("Acs:Quirks:0:Name", "silent"), ("Acs:Quirks:0:ProductClass", "Silent*"), ("Acs:Quirks:0:DownloadSuccessOnTimeout", "true"));
        _gateway = new ModelGateway("T") { Instead = o => o is Operation.Download or Operation.Upload ? Accepted(o) : null };
        await _node.WriteAsync(db => db.FirmwareImages.Add(new FirmwareImageRow
        {
            Id = Guid.NewGuid(), FileName = Image.FileName, Version = Image.Version, Sha256 = Image.Sha256, Size = Image.Size,
        }));
        await _node.SessionAsync(_gateway);
    }

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [TestCase("key")]
    [TestCase("")]
    [TestCase("(null)")]
    [TestCase("something")]
    public async Task A_transfer_ends_with_its_TransferComplete_with_or_without_its_key(string key)
    {
        var order = await DownloadAsync();
        await TellAsync(new Report.Transfer(key == "key" ? order.ToString("N") : key, null, null, null));
        Assert.That((await OrderAsync(order)).State, Is.EqualTo(OperationState.Succeeded));
        Assert.That((await TransferAsync(order)).EndedAt, Is.Not.Null);
    }

    [Test]
    public async Task An_order_survives_a_restart_between_Download_and_TransferComplete()
    {
        var order = await DownloadAsync();
        await using var after = await _node.AnotherAsync();
        await using (var conversation = await after.OpenAsync(after.Contact("T")))
        {
            await conversation.ReportAsync(new Report.Transfer("", new Fault(FaultKind.Transfer, "9018", "corrupt", []), null, null), CancellationToken.None);
        }

        var row = await OrderAsync(order);
        Assert.That(row.State, Is.EqualTo(OperationState.Failed));
        Assert.That(row.Fault, Does.Contain("9018"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_answer_that_was_lost_leaves_the_transfer_open_and_it_is_not_ordered_twice(bool crashed)
    {
        var link = _node.Get<FirmwareLinks>().For(Image, 1, "127.0.0.1", "order");
        var order = await _node.Administration.OrderAsync(
            Id, new OperationRequest { Type = OperationTypes.Download, FileType = TransferFileTypes.Firmware, Url = link.Url }, "test", CancellationToken.None);
        var conversation = await _node.OpenAsync(_node.Contact("T"));
        Assert.That(await conversation.NextAsync(CancellationToken.None), Is.InstanceOf<Operation.Download>());
        if (!crashed)
        {
            await conversation.DisposeAsync();
        }

        _node.Time.Advance(TimeSpan.FromMinutes(2));
        await using var other = await _node.AnotherAsync();
        Assert.That((await other.SessionAsync(_gateway)).OfType<Operation.Download>(), Is.Empty);
        Assert.That((await OrderAsync(order!.Value)).State, Is.EqualTo(OperationState.Running));
        await using (var after = await other.OpenAsync(other.Contact("T")))
        {
            await after.ReportAsync(new Report.Transfer(order.Value.ToString("N"), null, null, null), CancellationToken.None);
        }

        Assert.That((await OrderAsync(order.Value)).State, Is.EqualTo(OperationState.Succeeded));
    }

    [Test]
    public async Task A_TransferComplete_that_comes_again_does_not_end_the_next_transfer()
    {
        var first = await DownloadAsync();
        await TellAsync(new Report.Transfer(first.ToString("N"), null, null, null));
        var second = await DownloadAsync();
        await TellAsync(new Report.Transfer(first.ToString("N"), null, null, null));
        Assert.That((await OrderAsync(second)).State, Is.EqualTo(OperationState.Running));
    }

    [Test]
    public async Task Of_two_transfers_without_a_key_the_one_that_was_fetched_has_ended()
    {
        var (configuration, firmware) = (await DownloadAsync("3 Vendor Configuration File"), await DownloadAsync());
        await SentAsync(firmware, 123, isLast: true);
        await TellAsync(new Report.Transfer("", null, null, null));
        Assert.That((await OrderAsync(firmware)).State, Is.EqualTo(OperationState.Succeeded));
        Assert.That((await OrderAsync(configuration)).State, Is.EqualTo(OperationState.Running));
        Assert.That((await OrderAsync(firmware)).Result, Does.Contain("\"bytes\":123"));
    }

    [Test]
    public async Task What_a_gateway_did_by_itself_is_recorded_and_ends_nothing()
    {
        var order = await DownloadAsync();
        await TellAsync(new Report.OwnTransfer(true, "1 Firmware Upgrade Image", "tftp://192.0.2.1/boot", null));
        Assert.That((await OrderAsync(order)).State, Is.EqualTo(OperationState.Running));
        Assert.That(await EventsAsync(), Does.Contain("A download of its own is complete (1 Firmware Upgrade Image, tftp://192.0.2.1/boot)."));
    }

    [Test]
    public async Task An_AutonomousTransferComplete_that_names_our_address_is_that_transfers_end()
    {
        var (order, other) = (await DownloadAsync(), await DownloadAsync());
        var url = _gateway.Log.OfType<Operation.Download>().Single(d => d.Id == order).Url;
        await TellAsync(new Report.OwnTransfer(true, "1 Firmware Upgrade Image", url.AbsoluteUri, null));
        Assert.That((await OrderAsync(order)).State, Is.EqualTo(OperationState.Succeeded));
        Assert.That((await OrderAsync(other)).State, Is.EqualTo(OperationState.Running));
    }

    [Test]
    public async Task Without_a_TransferComplete_it_fails_in_time_and_says_what_was_seen()
    {
        var order = await DownloadAsync("3 Vendor Configuration File");
        await SentAsync(order, 123, isLast: true);
        _node.Time.Advance(TimeSpan.FromMinutes(61));
        await SweepAsync();
        var row = await OrderAsync(order);
        Assert.That(row.State, Is.EqualTo(OperationState.Failed));
        Assert.That(row.Fault, Does.Contain("no-transfer-complete").And.Contain("All 123 bytes fetched at 2026-05-04 12:00:00Z; no TransferComplete."));
    }

    [Test]
    public async Task Patience_begins_when_it_may_begin_and_lasts_while_bytes_flow()
    {
        var order = await DownloadAsync(delay: 3600);
        _node.Time.Advance(TimeSpan.FromMinutes(110));
        await SentAsync(order, 100, isLast: false);
        _node.Time.Advance(TimeSpan.FromMinutes(50));
        await SweepAsync();
        Assert.That((await OrderAsync(order)).State, Is.EqualTo(OperationState.Running));
        _node.Time.Advance(TimeSpan.FromMinutes(11));
        await SweepAsync();
        Assert.That((await OrderAsync(order)).Fault, Does.Contain("100 of 123 bytes fetched"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_version_that_it_reports_is_the_end_of_a_firmware_download(bool loses)
    {
        var order = await DownloadAsync();
        _gateway["Device.DeviceInfo.SoftwareVersion"] = "2.0";
        // Some say by the event that a TransferComplete follows: then that is waited for.
        await _node.SessionAsync(_gateway, Protocols.Cwmp, loses ? [ContactEvent.Boot] : [ContactEvent.Boot, ContactEvent.TransferComplete]);
        Assert.That((await OrderAsync(order)).State, Is.EqualTo(loses ? OperationState.Succeeded : OperationState.Running));
        Assert.That(await _node.Get<ITransferRecords>().IsOverAsync(1, FirmwareToken.AttemptOf(order.ToString("N")), CancellationToken.None), Is.EqualTo(loses));
    }

    [TestCase("Silent 3", OperationState.Succeeded)]
    [TestCase("Talks", OperationState.Failed)]
    public async Task One_whose_firmware_never_tells_has_done_it_when_all_was_fetched(string productClass, OperationState state)
    {
        await _node.Commit.CommitAsync((db, token) => db.Devices.ExecuteUpdateAsync(s => s.SetProperty(d => d.ProductClass, productClass), token), CancellationToken.None);
        var order = await DownloadAsync("3 Vendor Configuration File");
        await SentAsync(order, 123, isLast: true);
        _node.Time.Advance(TimeSpan.FromMinutes(61));
        await SweepAsync();
        Assert.That((await OrderAsync(order)).State, Is.EqualTo(state));
    }

    [Test]
    public async Task A_cancelled_transfer_has_ended()
    {
        var order = await DownloadAsync(delay: 3600);
        await _node.Administration.OrderAsync(Id, new OperationRequest { Type = OperationTypes.CancelTransfer, CommandKey = order.ToString("N") }, "test", CancellationToken.None);
        await _node.SessionAsync(_gateway);
        Assert.That((await OrderAsync(order)).State, Is.EqualTo(OperationState.Cancelled));
    }

    private static Outcome.Accepted Accepted(Operation operation) => new(operation.Id, Completed: false, new Dictionary<string, string>(StringComparer.Ordinal));

    private async Task<Guid> DownloadAsync(string fileType = TransferFileTypes.Firmware, long delay = 0)
    {
        var link = _node.Get<FirmwareLinks>().For(Image, 1, "127.0.0.1", "order");
        var order = await _node.Administration.OrderAsync(
            Id,
            new OperationRequest { Type = OperationTypes.Download, FileType = fileType, Url = link.Url, FileSize = Image.Size, Sha256 = Image.Sha256, DelaySeconds = delay },
            "test",
            CancellationToken.None);
        await _node.SessionAsync(_gateway);
        Assert.That((await OrderAsync(order!.Value)).State, Is.EqualTo(OperationState.Running));
        return order.Value;
    }

    private Task SentAsync(Guid order, long bytes, bool isLast) =>
        _node.Get<ITransferRecords>().SentAsync(1, FirmwareToken.AttemptOf(order.ToString("N")), bytes, isLast, CancellationToken.None);

    private async Task TellAsync(Report report)
    {
        await using var conversation = await _node.OpenAsync(_node.Contact("T", Protocols.Cwmp, ContactEvent.TransferComplete));
        await conversation.ReportAsync(report, CancellationToken.None);
    }

    private Task SweepAsync() => _node.Get<Sweep>().RunAsync(CancellationToken.None);

    private Task<OperationRow> OrderAsync(Guid id) => _node.ReadAsync(db => db.Operations.AsNoTracking().SingleAsync(o => o.Id == id));

    private Task<TransferRow> TransferAsync(Guid order) => _node.ReadAsync(db => db.Transfers.AsNoTracking().SingleAsync(t => t.OperationId == order));

    private Task<List<string>> EventsAsync() => _node.ReadAsync(db => db.DeviceEvents.Select(e => e.Text).ToListAsync());
}
