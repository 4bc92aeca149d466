using System.Net;
using Acs.Tests.Hosting;
using Provisioning.Campaigns;
using Provisioning.Mud;
using Provisioning.Storage.Rows;

namespace Acs.Tests.Northbound;

/// <summary>Every list pages the same way: limit and cursor in, items and next out, each item once.</summary>
public sealed class Lists_Tests
{
    private const int Count = 5;
    private const string Device = "devices/00D09E-Home%252DBox-LISTS";

    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await RunningServer.StartAsync();
        var campaign = Guid.CreateVersion7();
        await _server.ArrangeAsync(db =>
        {
            db.Devices.Add(Given.Device("LISTS"));
            db.Devices.AddRange(Enumerable.Range(1, Count - 1).Select(i => Given.Device($"L{i}")));
        });
        var devices = await _server.ReadAsync(db => Task.FromResult(db.Devices.Select(d => d.Id).ToList()));
        await _server.ArrangeAsync(db =>
        {
            for (var i = 0; i < Count; i++)
            {
                db.Hosts.Add(new HostRow { DeviceId = devices[0], Mac = $"02:00:00:00:00:0{i}", FirstSeenAt = Given.Noon, LastSeenAt = Given.Noon });
                db.Operations.Add(new OperationRow { Id = Guid.CreateVersion7(), DeviceId = devices[0], Type = "reboot", Request = "{}", Author = "t", CreatedAt = Given.Noon });
                db.MudFiles.Add(new MudFileRow { Url = $"https://maker.example/{i}", State = MudFileState.Good });
                db.FirmwareImages.Add(new FirmwareImageRow { Id = Guid.NewGuid(), FileName = $"{i}.bin", Version = "1", Sha256 = new string('0', 64), AddedAt = Given.Noon });
                db.DeviceEvents.Add(new DeviceEventRow { At = Given.Noon, Kind = "test.event", Text = $"{i}" });
                db.Webhooks.Add(new WebhookRow { Id = Guid.NewGuid(), Url = $"https://receiver.example/{i}", Secret = "x", Author = "t", CreatedAt = Given.Noon, State = WebhookState.Stopped });
                db.Campaigns.Add(new CampaignRow
                {
                    Id = i == 0 ? campaign : Guid.CreateVersion7(), Name = $"{i}", State = CampaignState.Finished, Author = "t", CreatedAt = Given.Noon,
                    Plan = """{"selection":{"search":"","deviceIds":[]},"change":{"type":"firmware","imageId":"00000000-0000-0000-0000-000000000000"},"rings":[],"windows":[],"stopRules":{"ofLast":20}}""",
                });
                var source = new WarningSourceRow { Id = Guid.NewGuid(), Name = $"source {i}", Scopes = "all", AddedBy = "t", AddedAt = Given.Noon };
                db.WarningSources.Add(source);
                db.Warnings.Add(new WarningRow { Id = Guid.NewGuid(), SourceId = source.Id, Kind = Provisioning.Warnings.WarningKind.Mitigation, Key = $"x/{i}", Title = $"{i}", Document = "{}", ReceivedAt = Given.Noon });
                db.CampaignTargets.Add(new CampaignTargetRow { CampaignId = campaign, DeviceId = devices[i], State = CampaignTargetState.Skipped });
            }
        });
        Targets = $"campaigns/{campaign}/targets";
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    private string Targets { get; set; } = "";

    [TestCase("devices")]
    [TestCase(Device + "/hosts")]
    [TestCase(Device + "/operations")]
    [TestCase("mud/files")]
    [TestCase("firmware/images")]
    [TestCase("campaigns")]
    [TestCase("targets")]
    [TestCase("events")]
    [TestCase("webhooks")]
    [TestCase("warnings")]
    [TestCase("warnings/sources")]
    public async Task Pages_lead_through_the_list_once(string list)
    {
        var path = list == "targets" ? Targets : list;
        var seen = new List<string>();
        for (string? next = "first"; next is not null;)
        {
            var (status, page) = await _server.GetAsync($"{path}?limit=2{(next == "first" ? "" : $"&cursor={next}")}");
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), page.ToString());
            Assert.That(page.GetProperty("items").GetArrayLength(), Is.InRange(1, 2));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.ToString()));
            next = page.GetProperty("next").GetString();
        }

        Assert.That(seen, Has.Count.EqualTo(Count).And.Unique);
        foreach (var (query, field) in new[] { ("limit=0", "limit"), ("limit=1001", "limit"), ("limit=ten", "limit"), ("cursor=%27", "cursor") })
        {
            var (status, problem) = await _server.GetAsync($"{path}?{query}");
            Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(problem.GetProperty("errors").TryGetProperty(field, out _), Is.True, $"{query}: {problem}");
        }
    }
}
