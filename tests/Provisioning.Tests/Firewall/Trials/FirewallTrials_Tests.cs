using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Firewall.Trials;

namespace Provisioning.Tests.Firewall.Trials;

/// <summary>When a gateway counts as lost with its firewall, and when it does not.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FirewallTrials_Tests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly FirewallStanding Old = FirewallStanding.None with { Confirmed = "old" };

    [TestCase(Protocols.Cwmp, 1)]
    [TestCase(Protocols.Usp, 1)]
    [TestCase(Protocols.Cwmp | Protocols.Usp, 0)]
    public void A_boot_that_is_told_over_two_protocols_is_no_evidence(Protocols over, int counts) =>
        Assert.That(FirewallTrials.Evidence([ContactEvent.Boot], over), Has.Count.EqualTo(counts));

    [Test]
    public void Read_back_is_not_confirmed_until_the_gateway_came_again()
    {
        var pushed = Push(Old, "new");
        Assert.That(pushed.Trial, Is.EqualTo(new FirewallTrial("new", Noon, Noon + Patience, IsReadBack: false, IsUnanswered: true, IsSpared: false)));
        var read = FirewallTrials.ReadBack(FirewallTrials.Heard(pushed, Noon, Patience), "new");
        Assert.That((read.Confirmed, read.Trial!.IsReadBack, read.Trial.IsUnanswered), Is.EqualTo(("old", true, false)));
        Assert.That(FirewallTrials.Confirmed(read, "new"), Is.EqualTo(new FirewallStanding("new", null, null)));
    }

    [Test]
    public void What_was_there_already_is_confirmed_at_once_and_repairing_it_is_no_trial()
    {
        Assert.That(FirewallTrials.ReadBack(FirewallStanding.None, "old"), Is.EqualTo(Old));
        Assert.That(Push(Old, "old"), Is.EqualTo(Old));
        Assert.That(Push(Push(Old, "new"), "old"), Is.EqualTo(Old), "on the way back");
    }

    [Test]
    public void Each_word_of_the_gateway_gives_it_more_time_and_the_trial_began_when_it_began()
    {
        var later = Noon.AddMinutes(3);
        var again = FirewallTrials.Pushed(FirewallTrials.Heard(Push(Old, "new"), later, Patience), "new", cameRestarted: false, later, Patience);
        Assert.That((again.Trial!.At, again.Trial.LostAt), Is.EqualTo((Noon, later + Patience)));
    }

    [TestCase(ContactEvent.Boot, true, ExpectedResult = true)]
    [TestCase(ContactEvent.Boot, false, ExpectedResult = false, Description = "whoever answers was not cut off: somebody restarted it")]
    [TestCase(ContactEvent.Bootstrap, true, ExpectedResult = true)]
    [TestCase(ContactEvent.Periodic, true, ExpectedResult = false, Description = "a line that broke")]
    public bool A_gateway_that_comes_back_restarted_from_a_write_without_answer_was_lost(ContactEvent why, bool unanswered) =>
        FirewallTrials.IsBackFromLoss(unanswered ? Push(Old, "new") : FirewallTrials.Heard(Push(Old, "new"), Noon, Patience), [why]);

    [Test]
    public void A_gateway_reset_to_its_factory_state_while_it_was_silent_was_lost() =>
        Assert.That(FirewallTrials.IsBackFromLoss(FirewallTrials.ReadBack(FirewallTrials.Heard(Push(Old, "new"), Noon, Patience), "new"), [ContactEvent.Bootstrap]), Is.True);

    [Test]
    public void A_restart_that_a_broken_session_says_again_is_no_loss()
    {
        var pushed = FirewallTrials.Pushed(Old, "new", cameRestarted: true, Noon, Patience);
        Assert.That(FirewallTrials.IsBackFromLoss(pushed, [ContactEvent.Boot]), Is.False);
        Assert.That(FirewallTrials.IsBackFromLoss(FirewallTrials.Unanswered(pushed, cameRestarted: true), [ContactEvent.Bootstrap]), Is.False);
    }

    [Test]
    public void What_lost_it_is_held_and_another_one_is_tried_once_more()
    {
        var lost = FirewallTrials.Lost(Push(Old, "new"), LossEvidence.Restart, Noon);
        Assert.That(lost, Is.EqualTo(new FirewallStanding("old", null, new UndoneFirewall("new", Noon, 1, IsHeld: true, SecondTry.None))));
        Assert.That((FirewallTrials.Holds(lost, "new"), FirewallTrials.Holds(lost, "other"), FirewallTrials.Holds(lost, "old")), Is.EqualTo((true, false, false)));
        Assert.That(FirewallTrials.AwaitsReturn(lost, "old"), Is.False, "the evidence is strong");
        var again = FirewallTrials.Lost(Push(lost, "other"), LossEvidence.Silence, Noon);
        Assert.That(
            (again.Undone!.Times, again.Undone.SecondTry, FirewallTrials.Holds(again, "a third"), FirewallTrials.Holds(again, "old")), Is.EqualTo((2, SecondTry.None, true, false)));
        Assert.That(FirewallTrials.Confirmed(Push(lost, "other"), "other").Undone, Is.Null);
        Assert.That(FirewallTrials.Confirmed(lost, "old").Undone, Is.EqualTo(lost.Undone), "the old one proves nothing of the new one");
    }

    [TestCase(LossEvidence.Silence)]
    [TestCase(LossEvidence.Restart)]
    public void What_it_fell_silent_with_is_tried_once_more_when_it_is_back_and_then_held(LossEvidence second)
    {
        var silent = FirewallTrials.Lost(ReadBack(Old), LossEvidence.Silence, Noon);
        Assert.That((silent.Undone!.SecondTry, FirewallTrials.Holds(silent, "new")), Is.EqualTo((SecondTry.WhenBack, true)), "not before it is back");
        Assert.That((FirewallTrials.AwaitsReturn(silent, "old"), FirewallTrials.AwaitsReturn(silent, "other")), Is.EqualTo((true, false)));
        var back = FirewallTrials.Returned(silent);
        Assert.That((FirewallTrials.Holds(back, "new"), FirewallTrials.AwaitsReturn(back, "old")), Is.EqualTo((false, false)));
        Assert.That(FirewallTrials.Confirmed(ReadBack(back), "new"), Is.EqualTo(new FirewallStanding("new", null, null)), "it was the line");

        var again = FirewallTrials.Lost(ReadBack(back), second, Noon);
        Assert.That(again.Undone, Is.EqualTo(new UndoneFirewall("new", Noon, 1, IsHeld: true, SecondTry.None)));
        Assert.That((FirewallTrials.Holds(again, "new"), FirewallTrials.Holds(again, "other"), FirewallTrials.AwaitsReturn(again, "old")), Is.EqualTo((true, false, false)));
    }

    [TestCase(true, ContactEvent.Boot, ExpectedResult = SecondTry.None)]
    [TestCase(true, ContactEvent.Periodic, ExpectedResult = SecondTry.UnlessRestarted)]
    [TestCase(false, ContactEvent.Boot, ExpectedResult = SecondTry.WhenBack, Description = "all was answered: the power was cut")]
    [TestCase(false, ContactEvent.Bootstrap, ExpectedResult = SecondTry.None, Description = "somebody reset it for lack of another way")]
    public SecondTry How_it_comes_back_may_be_the_evidence_that_was_lacking(bool unanswered, ContactEvent why) =>
        FirewallTrials.CameBack(FirewallTrials.Lost(unanswered ? Push(Old, "new") : ReadBack(Old), LossEvidence.Silence, Noon), [why]).Undone!.SecondTry;

    [Test]
    public void More_time_is_given_once_and_again_after_a_word()
    {
        var spared = Push(Old, "new") with { Trial = Push(Old, "new").Trial! with { IsSpared = true } };
        Assert.That(Push(spared, "new").Trial!.IsSpared, Is.True, "that something is sent to it is no word of it");
        Assert.That(FirewallTrials.Heard(spared, Noon, Patience).Trial!.IsSpared, Is.False);
    }

    [TestCase(20, 0, 0, 20, ExpectedResult = false)]
    [TestCase(21, 0, 0, 21, ExpectedResult = true)]
    [TestCase(21, 0, 0, 420, ExpectedResult = false, Description = "one in twenty")]
    [TestCase(21, 0, 0, 419, ExpectedResult = true)]
    [TestCase(1, 20, 0, 100, ExpectedResult = true, Description = "an outage that goes on")]
    [TestCase(1, 0, 20, 1, ExpectedResult = true, Description = "one after the other")]
    public bool So_many_at_once_are_an_outage(int due, int spared, int undone, int trials) => new SilentGateways(due, spared, undone, trials).IsOutage(20);

    [TestCase("300", "true", Protocols.Cwmp, ExpectedResult = 15)]
    [TestCase("300", "false", Protocols.Cwmp, ExpectedResult = 1450)]
    [TestCase(null, null, Protocols.Cwmp, ExpectedResult = 1450)]
    [TestCase("4294967295", "1", Protocols.Cwmp, ExpectedResult = 10090)]
    [TestCase("300", "true", Protocols.Usp, ExpectedResult = 10)]
    public double It_is_waited_for_as_long_as_its_rhythm_says(string? interval, string? enable, Protocols via)
    {
        var values = new[] { ("PeriodicInformInterval", interval), ("PeriodicInformEnable", enable) }
            .Where(v => v.Item2 is not null).Select(v => new ParameterValue("Device.ManagementServer." + v.Item1, v.Item2!));
        return FirewallTrials.Patience(ReportedParameters.Empty.WithSubtree("Device.ManagementServer.", values, Noon), "Device.", via, Patience).TotalMinutes;
    }

    [Test]
    public void Only_what_may_change_the_way_of_a_packet_is_a_push()
    {
        Assert.That(FirewallTrials.IsPush(new Operation.WriteValues(Guid.NewGuid(), [new ParameterValue("Device.Firewall.Set.1.Rule.1.IPAddressList", "203.0.113.1")])), Is.True);
        Assert.That(FirewallTrials.IsPush(new Operation.DeleteInstances(Guid.NewGuid(), ["Device.Firewall.Chain.1.Rule.2."])), Is.True);
        Assert.That(FirewallTrials.IsPush(new Operation.AddInstances(Guid.NewGuid(), [new NewInstance("Device.Firewall.Chain.", [])])), Is.False, "made out of use");
        Assert.That(FirewallTrials.IsPush(new Operation.WriteValues(Guid.NewGuid(), [new ParameterValue("Device.Time.NTPServer1", "x")])), Is.False);
    }

    private static FirewallStanding ReadBack(FirewallStanding standing) =>
        FirewallTrials.ReadBack(FirewallTrials.Heard(Push(standing, "new"), Noon, Patience), "new");

    private static FirewallStanding Push(FirewallStanding standing, string hash) => FirewallTrials.Pushed(standing, hash, cameRestarted: false, Noon, Patience);
}
