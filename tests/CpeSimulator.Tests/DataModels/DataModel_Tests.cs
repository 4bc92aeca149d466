using CpeSimulator.DataModels;

namespace CpeSimulator.Tests.DataModels;

[TestFixture]
internal sealed class DataModel_Tests
{
    private static DataModel Model(GatewayProfile profile = GatewayProfile.P4, ManagementProtocol protocol = ManagementProtocol.Cwmp)
    {
        var model = new DataModel(Schema.Of(profile, protocol));
        model.AddOwn("Device.IP.Interface.");
        return model;
    }

    [Test]
    public void Instance_numbers_are_never_used_again()
    {
        var model = Model();
        model.Add("Device.Firewall.Chain.");
        var second = model.Add("Device.Firewall.Chain.").Path;
        model.Delete(second);
        Assert.That(model.Add("Device.Firewall.Chain.").Path, Is.EqualTo("Device.Firewall.Chain.3."));
    }

    [Test]
    public void A_new_level_brings_its_chain()
    {
        var model = Model();
        model.Add("Device.Firewall.Level.");
        Assert.That(model.Get("Device.Firewall.Level.1.Chain"), Is.EqualTo("Device.Firewall.Chain.1"));
    }

    [Test]
    public void An_inserted_rule_pushes_the_others_down()
    {
        var model = Model();
        model.Add("Device.Firewall.Chain.");
        for (var i = 0; i < 3; i++)
        {
            model.Add("Device.Firewall.Chain.1.Rule.");
        }

        model.Set("Device.Firewall.Chain.1.Rule.3.Order", "1");
        Assert.That(Orders(model), Is.EqualTo(new[] { "2", "3", "1" }));
        model.Delete("Device.Firewall.Chain.1.Rule.1.");
        Assert.That(model.Get("Device.Firewall.Chain.1.Rule.2.Order"), Is.EqualTo("2"));
    }

    [Test]
    public void An_order_beyond_the_end_means_last()
    {
        var model = Model();
        model.Add("Device.Firewall.Chain.");
        model.Add("Device.Firewall.Chain.1.Rule.");
        model.Add("Device.Firewall.Chain.1.Rule.");
        model.Set("Device.Firewall.Chain.1.Rule.1.Order", "99");
        Assert.That(model.Get("Device.Firewall.Chain.1.Rule.1.Order"), Is.EqualTo("2"));
    }

    [Test]
    public void A_write_with_one_wrong_value_sets_nothing()
    {
        var model = Model();
        model.Add("Device.Firewall.Chain.");
        model.Add("Device.Firewall.Chain.1.Rule.");
        model.Add("Device.Firewall.Chain.1.Rule.");
        var faults = model.SetAll(
        [
            ("Device.Firewall.Chain.1.Rule.2.Order", "1"),
            ("Device.Firewall.Chain.1.Rule.1.Description", "kept out"),
            ("Device.Firewall.Chain.1.Rule.1.DestPort", "70000"),
            ("Device.Firewall.Chain.1.Rule.1.Status", "Enabled"),
            ("Device.Firewall.Chain.1.Rule.1.Nonsense", "1"),
            ("Device.Firewall.Chain.1.Rule.1.Protocol", "six"),
        ]);
        Assert.Multiple(() =>
        {
            Assert.That(faults.Select(f => f.CwmpCode), Is.EqualTo(new[] { 9007, 9008, 9005, 9006 }));
            Assert.That(model.Get("Device.Firewall.Chain.1.Rule.1.Description"), Is.Empty);
            Assert.That(Orders(model), Is.EqualTo(new[] { "1", "2" }));
        });
    }

    [Test]
    public void Numbers_of_entries_are_kept()
    {
        var model = Model();
        model.Add("Device.Firewall.Set.");
        model.Add("Device.Firewall.Set.1.Rule.");
        Assert.That(model.Get("Device.Firewall.SetNumberOfEntries") + model.Get("Device.Firewall.Set.1.RuleNumberOfEntries"), Is.EqualTo("11"));
    }

    [Test]
    public void A_reference_must_lead_to_a_row_and_is_emptied_when_it_goes()
    {
        var model = Model();
        model.Add("Device.Firewall.Chain.");
        model.Add("Device.Firewall.Chain.1.Rule.");
        Assert.That(model.SetAll([("Device.Firewall.Chain.1.Rule.1.TargetChain", "Device.Firewall.Chain.7")]), Has.Count.EqualTo(1));
        model.Add("Device.Firewall.Chain.");
        model.Set("Device.Firewall.Chain.1.Rule.1.TargetChain", "Device.Firewall.Chain.2.");
        Assert.That(model.Get("Device.Firewall.Chain.1.Rule.1.TargetChain"), Is.EqualTo("Device.Firewall.Chain.2"));
        model.Delete("Device.Firewall.Chain.2.");
        Assert.That(model.Get("Device.Firewall.Chain.1.Rule.1.TargetChain"), Is.Empty);
    }

    [Test]
    public void A_unique_key_is_unique()
    {
        var model = Model();
        model.Add("Device.Firewall.Set.");
        model.Add("Device.Firewall.Set.");
        model.Set("Device.Firewall.Set.1.Name", "a");
        Assert.That(model.SetAll([("Device.Firewall.Set.2.Name", "a")]).Single().UspCode, Is.EqualTo(7025));
    }

    [TestCase(GatewayProfile.P0, "Device.Firewall.Chain.{i}.", false)]
    [TestCase(GatewayProfile.P2, "Device.Firewall.Chain.{i}.", true)]
    [TestCase(GatewayProfile.P2, "Device.Firewall.Policy.{i}.", false)]
    [TestCase(GatewayProfile.P3, "Device.Firewall.Policy.{i}.", true)]
    [TestCase(GatewayProfile.P3, "Device.Firewall.Set.{i}.", false)]
    [TestCase(GatewayProfile.P4, "Device.Firewall.Set.{i}.", true)]
    public void A_profile_has_what_its_version_has(GatewayProfile profile, string path, bool has) =>
        Assert.That(Schema.Of(profile, ManagementProtocol.Cwmp).Objects.ContainsKey(path), Is.EqualTo(has));

    [TestCase(GatewayProfile.P2, "SourceMAC", false)]
    [TestCase(GatewayProfile.P3, "SourceMAC", true)]
    [TestCase(GatewayProfile.P3, "DestMatchSet", false)]
    [TestCase(GatewayProfile.P4, "DestMatchSet", true)]
    [TestCase(GatewayProfile.P1, "Order", false)]
    [TestCase(GatewayProfile.P1, "TargetChain", false)]
    [TestCase(GatewayProfile.P2, "Order", true)]
    public void A_rule_has_what_its_version_has(GatewayProfile profile, string parameter, bool has) =>
        Assert.That(
            Schema.Of(profile, ManagementProtocol.Cwmp).Objects["Device.Firewall.Chain.{i}.Rule.{i}."].Parameters.ContainsKey(parameter),
            Is.EqualTo(has));

    [Test]
    public void A_flat_gateway_takes_rules_but_no_chains()
    {
        var model = Model(GatewayProfile.P1);
        model.AddOwn("Device.Firewall.Chain.");
        Assert.That(() => model.Add("Device.Firewall.Chain."), Throws.TypeOf<DataModelException>().With.Property("CwmpCode").EqualTo(9005));
        Assert.That(model.Add("Device.Firewall.Chain.1.Rule.").Instance, Is.EqualTo(1));
    }

    [Test]
    public void Changes_are_told_once_and_only_when_they_hold()
    {
        var model = Model();
        var told = new List<ModelChange>();
        model.Changed += told.AddRange;
        Assert.That(
            () => model.Atomically<bool>(() =>
            {
                model.Add("Device.Firewall.Chain.");
                throw new DataModelException("no");
            }),
            Throws.TypeOf<DataModelException>());
        Assert.That(told, Is.Empty);
        model.Add("Device.Firewall.Chain.");
        Assert.That(told.OfType<ModelChange.RowAdded>().Select(r => r.Path), Is.EqualTo(new[] { "Device.Firewall.Chain.1." }));
    }

    private static string[] Orders(DataModel model) =>
        [.. model.Read("Device.Firewall.Chain.1.Rule.").Where(r => r.Template.Name == "Order").Select(r => r.Value)];
}
