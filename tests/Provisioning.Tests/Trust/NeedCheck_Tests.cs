using Provisioning.Devices.Trust;

namespace Provisioning.Tests.Trust;

/// <summary>What the server needs against what a role gives.</summary>
internal sealed class NeedCheck_Tests
{
    private const string Mine = "Device.LocalAgent.ControllerTrust.Role.1";

    [Test]
    public void Full_access_grants_every_need()
    {
        var answers = NeedCheck.Of(Agent.Of(Mine, new Agent.Role("1", "Full", ("1", "Device.", "rwxn"))), TrustNeeds.All);
        Assert.That(answers.Select(a => a.State), Is.All.EqualTo(NeedState.Granted));
    }

    [Test]
    public void The_role_that_the_server_asks_for_is_enough_and_not_more_than_it_says()
    {
        var rows = NeededRole.Rows(TrustNeeds.All);
        var table = new TrustTable("Device.LocalAgent.Controller.1.", [Mine + "."], [], [new ControllerRole(Mine + ".", "acs", true, true, rows)], [], [], null);
        Assert.Multiple(() =>
        {
            Assert.That(NeedCheck.Of(table, TrustNeeds.All).Where(a => a.State != NeedState.Granted).Select(a => a.Text), Is.Empty);
            Assert.That(rows.Select(r => r.Order), Is.Ordered.And.Unique);
            Assert.That(table.Of("Device.Users.User.1.Username").Param, Is.EqualTo(Rights.None), "no reading of what it does not use");
            Assert.That(table.Of("Device.LocalAgent.ControllerTrust.Role.1.Name").Param, Is.EqualTo(Rights.Read), "no writing of roles");
        });
    }

    [Test]
    public void A_need_that_no_row_meets_is_missing_and_says_of_which_role()
    {
        var hosts = One(new Agent.Role("1", "Untrusted", ("1", "Device.", "rwxn"), ("2", "Device.Hosts.", "----")), "Hosts");
        Assert.Multiple(() =>
        {
            Assert.That(hosts.State, Is.EqualTo(NeedState.Missing));
            Assert.That(hosts.Text, Does.StartWith("Role 'Untrusted' gives no read").And.Contain("on Device.Hosts."));
        });
    }

    [Test]
    public void An_exception_below_makes_a_need_partly_granted()
    {
        var hosts = One(new Agent.Role("1", "Blind", ("1", "Device.", "rwxn"), ("2", "Device.Hosts.Host.*.PhysAddress", "----")), "Hosts");
        Assert.Multiple(() =>
        {
            Assert.That(hosts.State, Is.EqualTo(NeedState.Partly));
            Assert.That(hosts.Missing.Single().Path, Is.EqualTo("Device.Hosts.Host.*.PhysAddress"));
            Assert.That(hosts.Text, Does.Contain("no read, value changes on Device.Hosts.Host.*.PhysAddress"));
        });
    }

    [Test]
    public void At_a_parameter_only_its_own_kind_counts()
    {
        // A parameter's row whose other three strings are empty takes nothing away.
        var role = new ControllerRole(Mine + ".", "R", true, true,
        [
            new RolePermission(Mine + ".Permission.1.", true, 1, ["Device."], PermissionSet.Parse("rwxn", "rwxn", "rwxn", "rwxn")),
            new RolePermission(Mine + ".Permission.2.", true, 2, ["Device.Firewall.Chain.*.Alias"], PermissionSet.Parse("rw-n")),
        ]);
        var table = new TrustTable("Device.LocalAgent.Controller.1.", [Mine + "."], [], [role], [], [], null);
        Assert.That(NeedCheck.Of(table, TrustNeeds.All).Select(a => a.State), Is.All.EqualTo(NeedState.Granted));
    }

    [Test]
    public void Rights_of_another_letter_are_not_enough()
    {
        var firewall = One(new Agent.Role("1", "Reader", ("1", "Device.", "r--n")), "Firewall");
        Assert.Multiple(() =>
        {
            Assert.That(firewall.State, Is.EqualTo(NeedState.Partly));
            Assert.That(firewall.Text, Does.Contain("no write, add, delete on Device.Firewall."));
        });
    }

    [Test]
    public void A_command_that_may_be_seen_and_not_called_is_missing()
    {
        var reboot = One(new Agent.Role("1", "Guest", ("1", "Device.", "rwxn"), ("2", "Device.Reboot()", "r---")), "Reboot");
        Assert.That((reboot.State, reboot.Text), Is.EqualTo((NeedState.Missing, "Role 'Guest' gives no operate on Device.Reboot().")));
    }

    [Test]
    public void Without_knowledge_nothing_is_claimed()
    {
        var answers = NeedCheck.Of(Agent.Of(""), TrustNeeds.All);
        Assert.That(answers.Select(a => a.State), Is.All.EqualTo(NeedState.Unknown));
    }

    private static NeedAnswer One(Agent.Role role, string feature) =>
        NeedCheck.Of(Agent.Of(Mine, role), TrustNeeds.All).First(a => a.Need.Feature == feature);
}
