using Provisioning.Conversations;
using Provisioning.Devices;
using Usp.Messages;
using UspController.Agents;
using UspController.Tests.Doubles;

namespace UspController.Tests.Agents;

public sealed class Notices_Tests
{
    private const string Software = "Device.DeviceInfo.SoftwareVersion";

    private static Bench Known()
    {
        var bench = new Bench(new Gateway("os::00D09E-SN1"));
        bench.Give(new AgentInput.Connected(1));
        bench.Actions.Clear();
        bench.Sent.Clear();
        return bench;
    }

    [Test]
    public void Any_event_is_told_with_what_it_says()
    {
        var bench = new Bench(new Gateway("os::00D09E-SN1"));
        bench.Hear(Told.Event("e1", "Device.SoftwareModules.", "DUStateChange!", ("UUID", "u1"), ("CurrentState", "Installed")));
        var told = (Report.Told)bench.All<AgentAction.Tell>().SelectMany(t => t.Reports).Single(r => r is Report.Told);
        Assert.That((told.Event, told.Arguments["CurrentState"]), Is.EqualTo(("Device.SoftwareModules.DUStateChange!", "Installed")));
        Assert.That(bench.Acknowledged, Does.Contain("e1"));
    }

    [Test]
    public void A_notice_of_each_kind_is_told_as_what_it_is()
    {
        var bench = Known();
        bench.Hear(Told.Wrap("c", new Notify { SendResp = true, ObjCreation = new Notify.Types.ObjectCreation { ObjPath = "Device.Hosts.Host.3.", UniqueKeys = { ["PhysAddress"] = "a" } } }));
        bench.Hear(Told.Deleted("d", "Device.Hosts.Host.3."));
        bench.Hear(Told.Event("p", "Device.LocalAgent.", "Periodic!"));
        bench.Hear(Told.Done("t", "Device.", "ScheduleTimer()", "k"));

        var reports = bench.All<AgentAction.Tell>().SelectMany(t => t.Reports).ToList();
        Assert.That(((Report.ObjectCreated)reports[0]).Path, Is.EqualTo("Device.Hosts.Host.3."));
        Assert.That(((Report.ObjectCreated)reports[0]).UniqueKeys, Is.EqualTo([new ParameterValue("Device.Hosts.Host.3.PhysAddress", "a")]));
        Assert.That(reports[1], Is.EqualTo(new Report.ObjectDeleted("Device.Hosts.Host.3.")));
        Assert.That(((Report.CommandDone)reports[2]).Path, Is.EqualTo("Device.ScheduleTimer()"));
        Assert.That(bench.All<AgentAction.Open>().SelectMany(o => o.Events), Does.Contain(ContactEvent.Periodic));
        Assert.That(bench.Acknowledged, Is.EqualTo(["c", "d", "p", "t"]));
    }

    [Test]
    public void A_known_agents_notice_opens_a_contact_at_once()
    {
        var bench = Known();
        bench.Hear(Told.Change("v1", Software, "2.0"));

        Assert.That(bench.All<AgentAction.Open>().Single().Events, Is.EqualTo(new[] { ContactEvent.ValueChange }));
        Assert.That(bench.All<AgentAction.Tell>().Count(), Is.EqualTo(1));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1" }));
    }

    [Test]
    public void A_repeated_notice_is_acknowledged_again_and_reported_once()
    {
        var bench = Known();
        bench.Hear(Told.Change("v1", Software, "2.0"));
        bench.Hear(Told.Change("v1", Software, "2.0"));

        Assert.That(bench.All<AgentAction.Tell>().Count(), Is.EqualTo(1));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1", "v1" }));
    }

    [Test]
    public void A_push_of_bulk_data_is_acknowledged_once_it_is_durable()
    {
        var bench = Known();
        bench.Hear(Told.Event("p1", "Device.BulkData.Profile.1.", "Push!", ("Data", "{\"Report\":[]}")));

        Assert.That(bench.All<AgentAction.Tell>().Single().Reports.Single(), Is.EqualTo(new Report.BulkData("Device.BulkData.Profile.1.", "{\"Report\":[]}")));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "p1" }));
    }

    [Test]
    public void An_agent_that_counts_from_one_again_is_heard()
    {
        var bench = Known();
        bench.Hear(Told.Change("1", Software, "2.0"));
        bench.Hear(Told.Change("1", Software, "3.0"));
        Assert.That(bench.All<AgentAction.Tell>().Count(), Is.EqualTo(2));
    }

    [Test]
    public void No_response_is_sent_where_none_is_wanted()
    {
        var bench = Known();
        bench.Hear(Told.Change("v1", Software, "2.0", respond: false));
        Assert.That(bench.All<AgentAction.Tell>().Count(), Is.EqualTo(1));
        Assert.That(bench.Sent, Is.Empty);
    }

    [Test]
    public void A_busy_device_is_tried_again_and_its_notice_is_not_acknowledged_before()
    {
        var bench = Known();
        bench.Opening.Enqueue(new AgentInput.Busy(TimeSpan.FromSeconds(5)));
        bench.Hear(Told.Change("v1", Software, "2.0"));
        Assert.That(bench.Acknowledged, Is.Empty);

        bench.Wait(TimeSpan.FromSeconds(6));

        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1" }));
    }

    [Test]
    public void A_broken_database_leaves_the_notice_unacknowledged_until_it_is_back()
    {
        var bench = Known();
        bench.Telling.Enqueue(new AgentInput.Broken());
        bench.Hear(Told.Change("v1", Software, "2.0"));
        Assert.That(bench.Acknowledged, Is.Empty);

        bench.Wait(TimeSpan.FromSeconds(10));

        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1" }));
    }

    [Test]
    public void A_refused_agent_hears_nothing_and_may_come_again_later()
    {
        var bench = Known();
        bench.Opening.Enqueue(new AgentInput.Refused("closed"));
        bench.Hear(Told.Change("v1", Software, "2.0"));
        bench.Hear(Told.Change("v1", Software, "2.0"));
        Assert.That(bench.Sent, Is.Empty);
        Assert.That(bench.All<AgentAction.Open>().Count(), Is.EqualTo(1));

        bench.Wait(TimeSpan.FromSeconds(61));
        bench.Hear(Told.Change("v1", Software, "2.0"));

        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1" }));
    }

    [Test]
    public void What_another_controller_had_fetched_is_no_transfer_of_ours()
    {
        var bench = new Bench(new Gateway("os::00D09E-SN1"));
        bench.Hear(Told.Event(
            "t1", "Device.LocalAgent.", "TransferComplete!",
            ("CommandKey", "fw1"), ("Requestor", "proto::somebody"), ("TransferType", "Download"), ("TransferURL", "https://elsewhere.test/f"), ("FaultCode", "0")));
        Assert.That(
            bench.All<AgentAction.Tell>().Single().Reports.Single(), Is.EqualTo(new Report.OwnTransfer(true, "", "https://elsewhere.test/f", null)));
    }

    [Test]
    public void Both_tellings_of_one_transfer_are_one_report_and_both_are_acknowledged()
    {
        var bench = Known();
        bench.Hear(Told.Event("t1", "Device.LocalAgent.", "TransferComplete!", ("CommandKey", "fw1"), ("FaultCode", "0"), ("StartTime", "2026-11-22T21:00:00Z")));
        bench.Hear(Told.Done("o1", "Device.DeviceInfo.FirmwareImage.2.", "Download()", "fw1"));

        var report = (Report.Transfer)bench.All<AgentAction.Tell>().Single().Reports.Single();
        Assert.That(report.CommandKey, Is.EqualTo("fw1"));
        Assert.That(report.Fault, Is.Null);
        Assert.That(report.StartedAt, Is.EqualTo(new DateTimeOffset(2026, 11, 22, 21, 0, 0, TimeSpan.Zero)));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "t1", "o1" }));
    }

    [Test]
    public void A_failed_download_is_a_failed_transfer()
    {
        var bench = Known();
        bench.Hear(Told.Done("o1", "Device.DeviceInfo.FirmwareImage.2.", "Download()", "fw2", failure: 7022));
        var report = (Report.Transfer)bench.All<AgentAction.Tell>().Single().Reports.Single();
        Assert.That(report.Fault, Has.Property("Kind").EqualTo(FaultKind.Transfer).And.Property("Code").EqualTo("7022"));
    }

    [Test]
    public void A_commands_completion_names_command_and_key()
    {
        var bench = Known();
        bench.Hear(Told.Done("o1", "Device.DeviceInfo.FirmwareImage.2.", "Activate()", "a1"));
        var report = (Report.CommandDone)bench.All<AgentAction.Tell>().Single().Reports.Single();
        Assert.That((report.Path, report.CommandKey, report.Fault), Is.EqualTo(("Device.DeviceInfo.FirmwareImage.2.Activate()", "a1", (Fault?)null)));
    }

    [Test]
    public void Notices_beyond_the_bound_wait_at_the_agent()
    {
        var bench = Known();
        bench.Opening.Enqueue(new AgentInput.Busy(TimeSpan.FromSeconds(30)));
        for (var i = 0; i < 200; i++)
        {
            bench.Hear(Told.Change($"v{i}", Software, $"{i}"));
        }

        bench.Wait(TimeSpan.FromSeconds(31));

        Assert.That(bench.Acknowledged.Count(), Is.EqualTo(NoticeBox.Capacity));
        Assert.That(bench.All<AgentAction.Ignored>().Count(i => i.Reason == "notify-overflow"), Is.EqualTo(200 - NoticeBox.Capacity));
    }

    [Test]
    public void Thousands_of_notices_pass_in_order_and_each_once()
    {
        var bench = Known();
        for (var i = 0; i < 5000; i++)
        {
            bench.Hear(Told.Change($"v{i}", Software, $"{i}"));
        }

        Assert.That(bench.Acknowledged, Is.EqualTo(Enumerable.Range(0, 5000).Select(i => $"v{i}")));
        Assert.That(bench.All<AgentAction.Tell>().Count(), Is.EqualTo(5000));
        Assert.That(bench.Session.IsResting);
    }
}
