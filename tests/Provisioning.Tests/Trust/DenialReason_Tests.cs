using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Trust;

namespace Provisioning.Tests.Trust;

/// <summary>What is said of a refusal.</summary>
internal sealed class DenialReason_Tests
{
    private const string Mine = "Device.LocalAgent.ControllerTrust.Role.1";

    private static readonly TrustTable Untrusted = Agent.Of(Mine, new Agent.Role("1", "Untrusted", ("1", "Device.", "r---"), ("2", "Device.Hosts.", "----")));

    [Test]
    public void A_refused_command_names_role_and_right()
    {
        var fault = Explained(new Operation.Reboot(Guid.NewGuid(), "k"), new Fault(FaultKind.Denied, "7006", "Permission denied", []));
        Assert.That(fault.Text, Is.EqualTo("Permission denied: role 'Untrusted' gives no operate on Device.Reboot()."));
    }

    [TestCase("7022", ExpectedResult = "Command failure: role 'Untrusted' gives no operate on Device.Reboot().")]
    [TestCase("7003", ExpectedResult = "Command failure")]
    public string One_agent_says_command_failure_for_what_it_does_not_permit(string code) =>
        Explained(new Operation.Reboot(Guid.NewGuid(), "k"), new Fault(FaultKind.Other, code, "Command failure", [])).Text;

    [Test]
    public void A_failure_of_what_is_permitted_stays_as_it_is()
    {
        var full = Agent.Of(Mine, new Agent.Role("1", "Full", ("1", "Device.", "rwxn")));
        var ping = new Operation.Command(Guid.NewGuid(), "Device.IP.Diagnostics.IPPing()", "k", new Dictionary<string, string>());
        var failed = new Outcome.Failed(ping.Id, new Fault(FaultKind.Other, "7022", "No route", []));
        Assert.That(((Outcome.Failed)DenialReason.Explain(failed, ping, full)).Fault, Is.EqualTo(failed.Fault));
    }

    [Test]
    public void Of_several_writes_the_culprit_is_named()
    {
        var write = new Operation.WriteValues(Guid.NewGuid(), [new("Device.Hosts.X", "1"), new("Device.Firewall.Enable", "true")]);
        var fault = Explained(write, new Fault(FaultKind.InvalidArguments, "7004", "Invalid arguments", [new ParameterFault("Device.Firewall.Enable", "7006", "Permission denied")]));
        Assert.That(fault.Text, Is.EqualTo("Invalid arguments: role 'Untrusted' gives no write on Device.Firewall.Enable."));
    }

    [Test]
    public void An_unknown_role_is_said_to_be_unknown()
    {
        var reboot = new Operation.Reboot(Guid.NewGuid(), "k");
        var outcome = DenialReason.Explain(new Outcome.Failed(reboot.Id, new Fault(FaultKind.Denied, "7006", "Permission denied", [])), reboot, TrustTable.Read(ReportedParameters.Empty, Agent.Me));
        Assert.That(((Outcome.Failed)outcome).Fault.Text, Does.StartWith("Permission denied: the role is not known, "));
    }

    [Test]
    public void A_refusal_against_the_shown_permissions_is_not_blamed_on_them()
    {
        var full = Agent.Of(Mine, new Agent.Role("1", "Full", ("1", "Device.", "rwxn")));
        var reboot = new Operation.Reboot(Guid.NewGuid(), "k");
        var outcome = DenialReason.Explain(new Outcome.Failed(reboot.Id, new Fault(FaultKind.Denied, "7006", "Permission denied", [])), reboot, full);
        Assert.That(((Outcome.Failed)outcome).Fault.Text, Does.Contain("what refuses it is not among them"));
    }

    [Test]
    public void What_may_not_be_read_is_told_from_what_is_not_there()
    {
        // R-GET.1: both are answered alike.
        var read = new Operation.ReadValues(Guid.NewGuid(), ["Device.Hosts.", "Device.Nowhere."]);
        var outcome = (Outcome.ValuesRead)DenialReason.Explain(
            new Outcome.ValuesRead(read.Id, [], [new("Device.Hosts.", "7026", "Unsupported path"), new("Device.Nowhere.", "7026", "Unsupported path")]), read, Untrusted);
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Missing[0].Text, Does.StartWith("Unsupported path: role 'Untrusted' gives no read on Device.Hosts."));
            Assert.That(outcome.Missing[1].Text, Is.EqualTo("Unsupported path"));
        });
    }

    [Test]
    public void A_message_by_hand_is_told_what_the_role_gives()
    {
        var message = new Operation.UspMessage(Guid.NewGuid(), "{}");
        var fault = Explained(message, new Fault(FaultKind.Denied, "7006", "Permission denied", [new ParameterFault("Device.Firewall.Enable", "7006", "")]));
        Assert.That(fault.Text, Is.EqualTo("Permission denied: role 'Untrusted' gives read on Device.Firewall.Enable."));
    }

    private static Fault Explained(Operation operation, Fault fault) =>
        ((Outcome.Failed)DenialReason.Explain(new Outcome.Failed(operation.Id, fault), operation, Untrusted)).Fault;
}
