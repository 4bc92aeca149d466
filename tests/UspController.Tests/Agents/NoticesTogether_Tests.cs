using Provisioning.Conversations;
using Usp.Messages;
using UspController.Agents;
using UspController.Tests.Doubles;

namespace UspController.Tests.Agents;

/// <summary>Notices that have waited together share a commit. What each of them is owed stays its own.</summary>
public sealed class NoticesTogether_Tests
{
    private const string Software = "Device.DeviceInfo.SoftwareVersion";

    [Test]
    public void One_commit_serves_what_waited_together()
    {
        var bench = Known();
        Hear(bench, Change(1), Change(2), Told.Deleted("d1", "Device.Hosts.Host.3."), Change(3));

        Assert.That(bench.All<AgentAction.Tell>().Count(), Is.EqualTo(1));
        Assert.That(bench.All<AgentAction.Tell>().Single().Reports.Select(r => r.GetType()), Is.EqualTo(new[]
        {
            typeof(Report.ValuesChanged), typeof(Report.ValuesChanged), typeof(Report.ObjectDeleted), typeof(Report.ValuesChanged),
        }));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1", "v2", "d1", "v3" }));
        Assert.That(bench.Session.IsResting);
    }

    [Test]
    public void One_that_came_twice_is_told_once()
    {
        var bench = Known();
        Hear(bench, Change(1), Change(1), Change(2));
        Assert.That(bench.All<AgentAction.Tell>().Single().Reports, Has.Count.EqualTo(2));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1", "v2" }));
    }

    [Test]
    public void Nothing_is_acknowledged_when_the_commit_fails_and_each_is_tried_alone_then()
    {
        var bench = Known();
        bench.Telling.Enqueue(new AgentInput.Broken());
        Hear(bench, Change(1), Change(2), Change(3));
        Assert.That(bench.Acknowledged, Is.Empty);

        bench.Wait(TimeSpan.FromMinutes(1));
        Assert.That(bench.All<AgentAction.Tell>().Select(t => t.Reports.Count), Is.EqualTo(new[] { 3, 1, 2 }), "alone until one has passed");
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1", "v2", "v3" }));
    }

    [Test]
    public void The_end_of_a_transfer_is_told_by_itself()
    {
        var bench = Known();
        Hear(bench, Change(1), Told.Done("c1", "Device.DeviceInfo.FirmwareImage.2.", "Download()", "k1"), Change(2));
        Assert.That(bench.All<AgentAction.Tell>().Select(t => t.Reports.Count), Is.EqualTo(new[] { 1, 1, 1 }));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1", "c1", "v2" }));
    }

    [Test]
    public void A_boot_among_them_begins_a_contact_of_its_own()
    {
        var bench = Known();
        Hear(bench, Change(1), Told.Boot("b1"), Change(2));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1", "b1", "v2" }));
        Assert.That(bench.All<AgentAction.Open>().SelectMany(o => o.Events), Does.Contain(ContactEvent.Boot));
    }

    private static Bench Known()
    {
        var bench = new Bench(new Gateway("os::00D09E-SN1"));
        bench.Give(new AgentInput.Connected(1));
        bench.Actions.Clear();
        bench.Sent.Clear();
        return bench;
    }

    private static Msg Change(int n) => Told.Change($"v{n}", Software, $"{n}");

    private static void Hear(Bench bench, params Msg[] messages) => bench.Give(new AgentInput.Notified(messages));
}
