using Provisioning.Campaigns;
using Provisioning.Devices;
using Event = Provisioning.Campaigns.CampaignTargetEvent;

namespace Provisioning.Tests.Campaigns;

/// <summary>What a campaign does now, and the reason that it gives.</summary>
public sealed class CampaignDecision_Tests
{
    private static readonly MaintenanceWindow Night = new([], new TimeOnly(2, 0), new TimeOnly(5, 0));

    [Test]
    public void With_nothing_in_the_way_a_device_begins() =>
        Assert.That(Given.Plan.Tick([Given.Pending(1)]).Single().Happened, Is.EqualTo(Event.Begin));

    [Test]
    public void No_more_begin_than_may_be_under_way()
    {
        var move = (Given.Plan with { Concurrency = 3 }).Tick([Given.Running(1), Given.Pending(2), Given.Pending(3), Given.Pending(4)]);
        Assert.That(move.Targets.Where(t => t.Happened == Event.Begin).Select(t => t.DeviceId), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(move.Targets.Single(t => t.DeviceId == 4).Reason, Is.EqualTo("waits for its turn, 3 at a time"));
    }

    [Test]
    public void A_device_that_runs_the_version_already_is_skipped() =>
        Assert.That(Given.Plan.Tick([Given.Pending(1, Given.Device() with { SoftwareVersion = "2.0" })]).Single().Happened, Is.EqualTo(Event.Skip));

    [Test]
    public void An_attempt_given_up_can_still_succeed()
    {
        var late = Given.Pending(1, Given.Device() with { SoftwareVersion = "2.0" }) with { Attempts = 1 };
        Assert.That(Given.Plan.Tick([late]).Single().Happened, Is.EqualTo(Event.Succeed));
    }

    [Test]
    public void An_image_for_other_gateways_is_not_sent_unless_forced()
    {
        var other = Given.Pending(1, Given.Device() with { ProductClass = "Other" });
        var move = Given.Plan.Tick([other]).Single();
        Assert.That((move.Happened, move.Reason), Is.EqualTo(((Event?)Event.Skip, "the image is for product class Gw, the gateway's is Other")));
        Assert.That((Given.Plan with { Force = true }).Tick([other]).Single().Happened, Is.EqualTo(Event.Begin));
    }

    [Test]
    public void A_device_in_quarantine_gets_nothing() =>
        Assert.That(Given.Plan.Tick([Given.Pending(1, Given.Device() with { Status = DeviceStatus.Quarantined })]).Single().Happened, Is.EqualTo(Event.Skip));

    [TestCase("Europe/Berlin", "window opens 2026-11-24 02:00 Europe/Berlin")]
    [TestCase("Asia/Tokyo", "window opens 2026-11-24 02:00 Asia/Tokyo")]
    [TestCase(null, "window opens 2026-11-24 02:00 America/New_York")]
    [TestCase("../../etc/passwd", "window opens 2026-11-24 02:00 America/New_York")]
    public void A_device_waits_for_its_window_in_its_own_zone(string? zone, string reason)
    {
        var plan = Given.Plan with { Windows = [Night], TimeZone = "America/New_York" };
        var move = plan.Tick([Given.Pending(1, Given.Device() with { TimeZone = zone })]).Single();
        Assert.That((move.Happened, move.Reason), Is.EqualTo(((Event?)null, reason)));
    }

    [Test]
    public void An_open_window_lets_a_device_begin()
    {
        // Noon in UTC is two in the morning there.
        var plan = Given.Plan with { Windows = [Night] };
        Assert.That(plan.Tick([Given.Pending(1, Given.Device() with { TimeZone = "Pacific/Kiritimati" })]).Single().Happened, Is.EqualTo(Event.Begin));
    }

    [Test]
    public void A_later_ring_waits_for_the_one_before()
    {
        var plan = Given.Plan with { Rings = [new CampaignRing("canary"), new CampaignRing("rest")] };
        var move = plan.Tick([Given.Running(1), Given.Pending(2, ring: 1)]);
        Assert.That(move.Single().Reason, Is.EqualTo("waits for ring \"canary\""));
        var next = plan.Tick([Given.Pending(2, ring: 1)], rings: [new RingStanding(0, 0, 0, 0, 1), new RingStanding(1, 1, 0, 0, 0)]);
        Assert.That(next.Single().Happened, Is.EqualTo(Event.Begin));
    }

    [Test]
    public void A_ring_does_not_wait_for_gateways_that_are_away()
    {
        var away = Given.Pending(1, Given.Device() with { LastContactAt = Given.Now.AddDays(-9) });
        var move = Given.Plan.Tick([away, Given.Pending(2, ring: 1)], rings: [new RingStanding(0, 0, 1, 0, 0), new RingStanding(1, 1, 0, 0, 0)]);
        Assert.That(move.Targets.Select(t => t.Reason), Is.EqualTo(new[] { "not seen since 2026-11-14 12:00 UTC", "asked to install 2.0" }));
    }

    [Test]
    public void Another_campaigns_firmware_is_not_replaced() =>
        Assert.That(
            Given.Plan.Tick([Given.Pending(1, Given.Device() with { OtherAuthor = "campaign:x" })]).Single().Reason,
            Is.EqualTo("has another firmware declared by campaign:x"));

    [Test]
    public void After_a_failed_attempt_a_device_rests()
    {
        var rests = Given.Pending(1) with { Attempts = 1, EndedAt = Given.Now.AddMinutes(-1), Reason = "attempt 1 failed: 9010" };
        Assert.That(Given.Plan.Tick([rests]).IsNothing, Is.True, "and keeps its reason");
        Assert.That(Given.Plan.Tick([rests with { EndedAt = Given.Now.AddMinutes(-6) }]).Single().Happened, Is.EqualTo(Event.Begin));
    }

    [Test]
    public void After_the_deadline_nothing_begins()
    {
        var plan = Given.Plan with { Deadline = Given.Now.AddMinutes(-1) };
        Assert.That(plan.Tick([Given.Pending(1)]).Single().Happened, Is.EqualTo(Event.Skip));
        Assert.That(plan.Tick([Given.Pending(1) with { Attempts = 1 }]).Single().Happened, Is.EqualTo(Event.Fail));
    }

    [Test]
    public void The_spread_gives_each_device_its_own_moment_within_the_window()
    {
        var plan = Given.Plan with { SpreadMinutes = 600, Concurrency = 1000 };
        var move = plan.Tick([.. Enumerable.Range(1, 500).Select(i => Given.Pending(i))]);
        var begun = move.Targets.Count(t => t.Happened == Event.Begin);
        // One of ten hours has passed.
        Assert.That(begun, Is.InRange(25, 80));
        Assert.That(move.Targets.Where(t => t.Happened is null), Has.All.Matches<TargetMove>(t => t!.Reason.EndsWith("spread over 600 min", StringComparison.Ordinal)));
    }

    [Test]
    public void Only_the_reported_version_is_success()
    {
        var transferred = Given.Device() with { BegunAt = Given.Now.AddMinutes(-3), TransferredAt = Given.Now.AddMinutes(-1) };
        Assert.That(Given.Plan.Tick([Given.Running(1, transferred)]).IsNothing, Is.True);
        Assert.That(Given.Plan.Tick([Given.Running(1, transferred with { SoftwareVersion = "2.0" })]).Single().Happened, Is.EqualTo(Event.Succeed));
    }

    [Test]
    public void A_gateway_that_keeps_its_old_version_after_the_transfer_has_failed()
    {
        var lies = Given.Device() with
        {
            BegunAt = Given.Now.AddMinutes(-12), TransferredAt = Given.Now.AddMinutes(-11), LastContactAt = Given.Now.AddMinutes(-5),
            Convergence = ConvergenceState.Pending,
        };
        var move = Given.Plan.Tick([Given.Running(1, lies)]).Single();
        Assert.That((move.Happened, move.Reason), Is.EqualTo(((Event?)Event.Fail, "still reports 1.0 10 min after it said that the transfer is done")));
    }

    [Test]
    public void The_gateways_own_words_are_the_reason_of_a_failure()
    {
        var faulted = Given.Device() with { Convergence = ConvergenceState.Faulted, ConvergenceReason = "9010 Download failure" };
        var move = Given.Plan.Tick([Given.Running(1, faulted)]).Single();
        Assert.That((move.Happened, move.Reason), Is.EqualTo(((Event?)Event.Fail, "9010 Download failure")));
        var retried = (Given.Plan with { Retries = 1 }).Tick([Given.Running(1, faulted)]).Single();
        Assert.That((retried.Happened, retried.Reason), Is.EqualTo(((Event?)Event.Retry, "attempt 1 failed: 9010 Download failure")));
    }

    [Test]
    public void A_gateway_that_does_not_answer_is_tried_again_later_and_has_not_failed()
    {
        var silent = Given.Device() with { LastContactAt = Given.Now.AddHours(-3), Convergence = ConvergenceState.Pending };
        var move = Given.Plan.Tick([Given.Running(1, silent, minutes: 61)]).Single();
        Assert.That((move.Happened, move.Rests), Is.EqualTo(((Event?)Event.Withdraw, true)));
    }

    [Test]
    public void What_has_not_begun_when_the_window_closes_is_withdrawn_and_what_has_goes_on()
    {
        var plan = Given.Plan with { Windows = [Night] };
        Assert.That(plan.Tick([Given.Running(1)]).Single().Happened, Is.EqualTo(Event.Withdraw));
        Assert.That(plan.Tick([Given.Running(1, Given.Device() with { BegunAt = Given.Now.AddMinutes(-1) })]).IsNothing, Is.True);
    }

    [Test]
    public void A_paused_campaign_withdraws_what_has_not_begun_and_begins_nothing()
    {
        var move = Given.Plan.Tick([Given.Running(1), Given.Pending(2)], CampaignState.Paused);
        Assert.That(move.Single(), Is.EqualTo(new TargetMove(1, Event.Withdraw, "the campaign was paused before the gateway began")));
    }

    [Test]
    public void A_cancelled_campaign_skips_whatever_has_not_ended() =>
        Assert.That(
            Given.Plan.Tick([Given.Running(1), Given.Pending(2)], CampaignState.Cancelled).Targets.Select(t => t.Happened),
            Is.EqualTo(new Event?[] { Event.Skip, Event.Skip }));

    [Test]
    public void Enough_failures_pause_the_campaign_in_the_same_tick()
    {
        var faulted = Given.Running(1, Given.Device() with { Convergence = ConvergenceState.Faulted, ConvergenceReason = "9010" });
        var move = (Given.Plan with { StopRules = new StopRules(MaxFailures: 3) }).Tick([faulted, Given.Pending(2)], failures: 2, recent: 2);
        Assert.That(move.Happened, Is.EqualTo(CampaignEvent.Pause));
        Assert.That(move.Reason, Is.EqualTo("3 failed, the stop rule allows fewer than 3"));
        Assert.That(move.Targets.Select(t => t.Happened), Is.EqualTo(new Event?[] { Event.Fail }), "nothing begins");
    }

    [TestCase(4, false)]
    [TestCase(5, true)]
    public void A_rate_looks_at_the_last_devices(int failed, bool pauses) =>
        Assert.That(
            (Given.Plan with { StopRules = StopRules.Default }).Tick([Given.Pending(1)], failures: failed, recent: failed).Happened,
            Is.EqualTo(pauses ? CampaignEvent.Pause : (CampaignEvent?)null));

    [Test]
    public void With_every_device_at_its_end_the_campaign_finishes() =>
        Assert.That(Given.Plan.Tick([], rings: [new RingStanding(0, 0, 0, 0, 7)]).Happened, Is.EqualTo(CampaignEvent.Finish));

    [Test]
    public void A_device_that_was_forgotten_ends() =>
        Assert.That(Given.Plan.Tick([Given.Pending(1) with { Device = null }]).Single().Reason, Is.EqualTo("the device was forgotten"));

    [FsCheck.NUnit.Property]
    public void Whatever_the_devices_no_more_than_allowed_are_ever_under_way(byte running, byte pending, byte concurrency)
    {
        var plan = Given.Plan with { Concurrency = concurrency + 1 };
        var under = Math.Min(running, concurrency + 1);
        var move = plan.Tick([.. Enumerable.Range(1, under).Select(i => Given.Running(i)), .. Enumerable.Range(1000, pending).Select(i => Given.Pending(i))]);
        var begun = move.Targets.Count(t => t.Happened == Event.Begin);
        Assert.That(begun, Is.EqualTo(Math.Min(pending, concurrency + 1 - under)));
    }
}
