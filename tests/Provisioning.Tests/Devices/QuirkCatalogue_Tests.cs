using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Provisioning.Tests.Devices;

/// <summary>Rules by OUI, product class and software version: those that come with the server, then the ISP's.</summary>
internal sealed class QuirkCatalogue_Tests
{
    private static readonly DeviceId Sagemcom = new("3C8150", "F@ST 2764 (NL)", "1");

    [Test]
    public void Rules_of_the_server_find_the_firmware_they_are_for()
    {
        var catalogue = Catalogue();
        Assert.That(catalogue.For(Sagemcom, "9.1").SkipRoot, Is.True);
        Assert.That(catalogue.For(new DeviceId("001DAA", "Vigor2860Ln", "1"), null).ReadBatch, Is.EqualTo(8));
        Assert.That(catalogue.For(new DeviceId("00D09E", "Other", "1"), "1"), Is.EqualTo(QuirkSwitches.None));
    }

    [Test]
    public void Every_rule_of_the_server_says_why_and_for_whom() => Assert.That(
        new QuirkOptionsValidator().Validate(null, With([.. Catalogue().Rules])).Failures ?? [], Is.Empty);

    [Test]
    public void The_ISPs_rule_wins_switch_by_switch()
    {
        var catalogue = Catalogue(new QuirkRule { Name = "ours", Oui = "3c8150", SoftwareVersion = "9.*", SkipRoot = false, ReadBatch = 16 });
        Assert.That(catalogue.For(Sagemcom, "9.1"), Is.EqualTo(QuirkSwitches.None with { SkipRoot = false, ReadBatch = 16 }));
        Assert.That(catalogue.For(Sagemcom, "8.0"), Is.EqualTo(QuirkSwitches.None with { SkipRoot = true }));
    }

    [Test]
    public void A_rule_that_is_none_stops_the_start_with_its_key()
    {
        var failures = new QuirkOptionsValidator().Validate(null, With([new QuirkRule { Name = "all", ReadBatch = 0 }, new QuirkRule { Oui = "X" }])).Failures!.ToList();
        Assert.That(failures, Has.Some.StartsWith("Acs:Quirks:0:ReadBatch").And.Some.StartsWith("Acs:Quirks:0:Oui").And.Some.StartsWith("Acs:Quirks:1:Name"));
    }

    [Test]
    public void Every_switch_reaches_the_gateways_it_is_set_for()
    {
        var switches = typeof(QuirkRule).GetProperties().Where(p => Nullable.GetUnderlyingType(p.PropertyType) is not null).ToList();
        Assert.That(switches.Select(p => p.Name), Is.EquivalentTo(typeof(QuirkSwitches).GetProperties().Where(p => p.Name != nameof(QuirkSwitches.None) && p.Name != "EqualityContract").Select(p => p.Name)));
        foreach (var property in switches)
        {
            var rule = new QuirkRule { Name = "one", ProductClass = "Gw" };
            object value = property.PropertyType == typeof(int?) ? 7 : true;
            property.SetValue(rule, value);
            Assert.That(rule.Switches.Single().Key, Is.EqualTo(property.Name).IgnoreCase);
            Assert.That(typeof(QuirkSwitches).GetProperty(property.Name)!.GetValue(QuirkSwitches.None.With(rule)), Is.EqualTo(value), property.Name);
            Assert.That(QuirkSwitches.None.With(rule).With(new QuirkRule()), Is.EqualTo(QuirkSwitches.None.With(rule)), property.Name);
        }
    }

    [Test]
    public void Every_quirk_is_said_in_words_and_suggests_only_what_there_is()
    {
        foreach (var quirk in QuirkTexts.All)
        {
            Assert.That(QuirkTexts.Text(quirk), Does.EndWith(".").And.Not.EqualTo(quirk.ToString()));
            Assert.That(QuirkTexts.Switch(quirk), Is.Null.Or.AnyOf([.. typeof(QuirkSwitches).GetProperties().Select(p => p.Name)]));
        }
    }

    [TestCase(0)]
    [TestCase(3601)]
    public void A_rest_that_is_none_stops_the_start_with_its_key(int seconds) => Assert.That(
        new QuirkOptionsValidator().Validate(null, With([new QuirkRule { Name = "rest", Oui = "00D09E", RestAfterBoot = seconds }])).Failures,
        Has.One.StartsWith("Acs:Quirks:0:RestAfterBoot"));

    private static QuirkCatalogue Catalogue(params QuirkRule[] rules) => new(Options.Create(With(rules)));

    private static QuirkOptions With(QuirkRule[] rules)
    {
        var options = new QuirkOptions();
        foreach (var rule in rules)
        {
            options.Quirks.Add(rule);
        }

        return options;
    }
}
