using Provisioning.Devices;
using Provisioning.Devices.Trust;

namespace Provisioning.Tests.Trust;

/// <summary>What roles permit (TR-369 "Roles (Access Control)", TR-181 ControllerTrust.).</summary>
internal sealed class TrustTable_Tests
{
    [Test]
    public void Within_a_role_the_highest_order_counts_and_roles_add_up()
    {
        // The standard's own example: Role A gives r-xn by Order 55, Role B nothing by Order 78; their union is r-xn.
        var table = Agent.Of("Device.LocalAgent.ControllerTrust.Role.1, Device.LocalAgent.ControllerTrust.Role.3",
            new("1", "A", ("3", "Device.LocalAgent", "r---"), ("55", "Device.LocalAgent.Controller", "r-xn")),
            new("3", "B", ("20", "Device.LocalAgent", "r---"), ("78", "Device.LocalAgent.Controller", "----")));
        Assert.Multiple(() =>
        {
            Assert.That(table.Unknown, Is.Null);
            Assert.That(PermissionSet.Text(table.Of("Device.LocalAgent.Controller.1.Enable").Param), Is.EqualTo("r-xn"));
            Assert.That(PermissionSet.Text(table.Of("Device.LocalAgent.EndpointID").Param), Is.EqualTo("r---"));
            Assert.That(table.Of("Device.Hosts.").IsEmpty, "no target means it");
        });
    }

    [Test]
    public void What_is_disabled_and_what_others_have_gives_nothing()
    {
        var table = Agent.Of("Device.LocalAgent.ControllerTrust.Role.1.",
            new("1", "Off", ("1", "Device.", "rwxn")) { Enabled = false },
            new("2", "Another's", ("1", "Device.", "rwxn")));
        Assert.That(table.Of("Device.Hosts.HostNumberOfEntries").IsEmpty);

        var row = Agent.Of("Device.LocalAgent.ControllerTrust.Role.1.", new Agent.Role("1", "Half", ("1", "Device.", "r---"), ("2", "Device.Hosts.", "----")) { DisabledRow = 2 });
        Assert.That(row.Of("Device.Hosts.HostNumberOfEntries").Param, Is.EqualTo(Rights.Read), "a disabled exception is none");
    }

    [Test]
    public void An_inherited_role_counts_as_an_assigned_one_does()
    {
        var table = Agent.OfBoth("", "Device.LocalAgent.ControllerTrust.Role.1", new Agent.Role("1", "CA's", ("1", "Device.Hosts.", "r---")));
        Assert.That(table.Of("Device.Hosts.Host.1.Active").Param, Is.EqualTo(Rights.Read));
    }

    [TestCase(null, ExpectedResult = null)]
    [TestCase("", ExpectedResult = false)]
    [TestCase("Device.LocalAgent.ControllerTrust.Role.2", ExpectedResult = false)]
    [TestCase("Device.LocalAgent.ControllerTrust.Role.2,Device.LocalAgent.ControllerTrust.Role.1.", ExpectedResult = true)]
    public bool? Secured_parameters_are_read_by_who_has_a_secured_role(string? secured)
    {
        var reported = Agent.Reported("Device.LocalAgent.ControllerTrust.Role.1", "", new Agent.Role("1", "A", ("1", "Device.", "r---")));
        return TrustTable.Read(secured is null ? reported : reported.With([new("Device.LocalAgent.ControllerTrust.SecuredRoles", secured)], DateTimeOffset.UnixEpoch), Agent.Me).ReadsSecured;
    }

    [TestCase("Device", "Device.Hosts.Host.1.Active", ExpectedResult = true)]
    [TestCase("Device.Hosts.", "Device.Hosts.", ExpectedResult = true)]
    [TestCase("Device.Hosts.", "Device.HostsX.", ExpectedResult = false)]
    [TestCase("Device.WiFi.Radio.*.Status", "Device.WiFi.Radio.2.Status", ExpectedResult = true)]
    [TestCase("Device.WiFi.Radio.*.Status", "Device.WiFi.Radio.2.Enable", ExpectedResult = false)]
    [TestCase("Device.WiFi.Radio.1.", "Device.WiFi.Radio.1.Stats.Noise", ExpectedResult = true)]
    [TestCase("Device.WiFi.Radio.1.", "Device.WiFi.Radio.*.Status", ExpectedResult = false)]
    [TestCase("Device.WiFi.Radio.*.", "Device.WiFi.Radio.{i}.Status", ExpectedResult = true)]
    [TestCase("Device.WiFi.Radio.[Name==\"a.b\"].", "Device.WiFi.Radio.1.Status", ExpectedResult = false)]
    [TestCase("Device.WiFi.Radio.*.", "Device.WiFi.Radio.[Name==\"a.b\"].Status", ExpectedResult = true)]
    [TestCase("Device.Reboot()", "Device.Reboot()", ExpectedResult = true)]
    [TestCase("Device.*.", "Device.Hosts.", ExpectedResult = false)]
    public bool A_target_means_a_path(string target, string path) => TargetPath.Covers(target, path);

    [TestCase("Device.A.,Device.B.", ExpectedResult = "Device.A.|Device.B.")]
    [TestCase(" Device.A.[X==\"1,2\"]. , Device.B.", ExpectedResult = "Device.A.[X==\"1,2\"].|Device.B.")]
    [TestCase("", ExpectedResult = "")]
    [TestCase("Device.A.[X==\"1", ExpectedResult = "Device.A.[X==\"1")]
    public string Targets_are_a_list(string text) => string.Join('|', TargetPath.List(text));

    [Test]
    public void What_the_agent_does_not_show_is_said()
    {
        Assert.Multiple(() =>
        {
            Assert.That(TrustTable.Read(ReportedParameters.Empty, Agent.Me).Unknown, Does.Contain("does not show this server's row"));
            Assert.That(Agent.Of("").Unknown, Does.Contain("names no role"));
            Assert.That(Agent.Of("Device.LocalAgent.ControllerTrust.Role.9").Unknown, Does.Contain("does not show it"));
            Assert.That(Agent.Of("Device.LocalAgent.ControllerTrust.Role.1", new Agent.Role("1", "FullAccess")).Unknown, Does.Contain("does not show its permissions"));
        });
    }

    [Test]
    public void Only_what_decides_about_this_server_is_a_difference()
    {
        var role = new Agent.Role("1", "A", ("1", "Device.", "r---"));
        var other = new Agent.Role("2", "B", ("1", "Device.", "r---"));
        var before = Agent.Reported("Device.LocalAgent.ControllerTrust.Role.1", "", role, other);
        var at = DateTimeOffset.UnixEpoch;
        Assert.Multiple(() =>
        {
            Assert.That(TrustTable.Differ(before, before.With([new("Device.LocalAgent.ControllerTrust.Role.2.Permission.1.Param", "rwxn")], at), Agent.Me), Is.False);
            Assert.That(TrustTable.Differ(before, before.With([new("Device.LocalAgent.Controller.2.PeriodicNotifInterval", "5")], at), Agent.Me), Is.False);
            Assert.That(TrustTable.Differ(before, before.With([new("Device.LocalAgent.ControllerTrust.Role.1.Permission.1.Param", "rwxn")], at), Agent.Me));
            Assert.That(TrustTable.Differ(before, before.With([new("Device.LocalAgent.Controller.2.AssignedRole", "Device.LocalAgent.ControllerTrust.Role.2")], at), Agent.Me));
        });
    }
}
