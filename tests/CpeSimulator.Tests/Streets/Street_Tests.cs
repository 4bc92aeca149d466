using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using CpeSimulator.Streets;
using CpeSimulator.Tests.Cwmp;
using CpeSimulator.Tests.Usp;

namespace CpeSimulator.Tests.Streets;

[TestFixture]
internal sealed class Street_Tests
{
    [Test]
    public async Task Twenty_homes_of_both_protocols_reach_their_controllers()
    {
        await using var acs = await ScriptedAcs.StartAsync();
        await using var controller = await TestController.StartAsync();
        await using var makers = await SimulatedManufacturer.StartAsync();
        await using var street = await Street.CreateAsync(
            new StreetOptions { Cwmp = acs.Address, MqttHost = "127.0.0.1", MqttPort = controller.Port }, makers);
        Assert.Multiple(() =>
        {
            Assert.That(street.Gateways.Count(g => g.Options.Protocol == ManagementProtocol.Usp), Is.EqualTo(10));
            Assert.That(street.Gateways.Select(g => g.Options.Profile).Distinct().Count(), Is.EqualTo(4));
            Assert.That(street.Gateways.Select(g => g.Lan.Hosts.Count), Has.All.InRange(2, 4));
            Assert.That(street.Gateways.SelectMany(g => g.Lan.Hosts).Count(h => h.Behaviour == HostBehaviour.Misbehaving), Is.EqualTo(1));
            Assert.That(street.Status().Outdated, Is.EqualTo(1));
        });
        street.Start();
        await Eventually.Becomes(() => street.Status().Reached == 20, "all reached", 60);
        Assert.That(street.Status().Protected, Is.Zero, "nobody has written a rule yet");
    }

    [Test]
    public async Task A_misdeed_is_counted_as_passed_until_a_rule_drops_it()
    {
        await using var makers = await SimulatedManufacturer.StartAsync();
        await using var street = await Street.CreateAsync(new StreetOptions { Cwmp = new Uri("http://127.0.0.1:1/"), Count = 4 }, makers);
        var home = street.Gateways.Single(g => g.Lan.Hosts.Any(h => h.Behaviour == HostBehaviour.Misbehaving));
        home.Lan.Live();
        Assert.That(street.Status(), Has.Property("MisdeedsPassed").EqualTo(2).And.Property("MisdeedsDropped").Zero);
        var culprit = home.Lan.Hosts.Single(h => h.Behaviour == HostBehaviour.Misbehaving);
        home.Model.Add("Device.Hosts.AccessControl.");
        home.Model.Set("Device.Hosts.AccessControl.1.PhysAddress", culprit.Mac);
        home.Model.Set("Device.Hosts.AccessControl.1.AccessPolicy", "Deny");
        home.Model.Set("Device.Hosts.AccessControl.1.Enable", "true");
        home.Lan.Live();
        Assert.That(street.Status().MisdeedsDropped, Is.EqualTo(2));
        Assert.That(home.Lan.TrafficOf(culprit.Mac).HabitsDropped, Is.GreaterThan(0));
    }
}
