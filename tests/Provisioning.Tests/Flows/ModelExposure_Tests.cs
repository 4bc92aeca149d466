using Provisioning.Flows;
using Provisioning.Mud;
using Provisioning.Tests.Mud;

namespace Provisioning.Tests.Flows;

/// <summary>The order of the ranking, and what a file asks for without need.</summary>
internal sealed class ModelExposure_Tests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_780_000_000);

    [Test]
    public void What_was_seen_in_one_home_does_not_lead_what_was_seen_in_many()
    {
        var one = Model("https://a.test/one", observed: 1, (FindingKind.Undeclared, 1), (FindingKind.PlainText, 1));
        var many = Model("https://b.test/many", observed: 100, (FindingKind.Undeclared, 60));
        var clean = Model("https://c.test/clean", observed: 1000);
        Assert.That(ModelExposure.InOrder([clean, one, many]).Select(m => (m.Url, m.Exposure)), Is.EqualTo(new (string?, double)[]
        {
            ("https://b.test/many", 1.143), ("https://a.test/one", 0.667), ("https://c.test/clean", 0),
        }));
    }

    [Test]
    public void A_manufacturer_is_the_sum_of_its_models()
    {
        var maker = ModelExposure.ByManufacturer([
            Model("https://a.test/one", 10, (FindingKind.DnsBypass, 3)), Model("https://a.test/two", 5, (FindingKind.DnsBypass, 1), (FindingKind.PlainText, 2)),
            Model("https://a.test:8443/other", 5),
        ]);
        Assert.That(maker.Select(m => (m.Manufacturer, m.Observed, m.Exposure)), Is.EqualTo(new[] { ("a.test", 15, 0.4), ("a.test:8443", 5, 0) }));
        Assert.That(maker[0].ByKind[FindingKind.DnsBypass], Is.EqualTo(4));
    }

    [Test]
    public void Unused_is_what_opens_flows_and_never_did_while_somebody_watched()
    {
        var file = MudParser.Parse(System.Text.Encoding.UTF8.GetBytes(MudText.Lamp)).File!;
        var day = TimeSpan.FromDays(1);
        Assert.That(UnusedPermissions.Of(file, new HashSet<string> { "v4-from/cloud" }, Now - (14 * day), Now, 14 * day).Aces,
            Is.EqualTo(new[] { "v4-from/switch", "v6-from/mdns", "v6-from/ping" }), "neither the prohibition nor the answers' entry");
        Assert.That(UnusedPermissions.Of(file, new HashSet<string>(), Now - (13 * day), Now, 14 * day).Aces, Is.Null, "too early");
        Assert.That(UnusedPermissions.Of(file, new HashSet<string>(), null, Now, 14 * day).Aces, Is.Null, "nobody watched");
    }

    private static ModelExposure Model(string url, int observed, params (FindingKind Kind, int Hosts)[] kinds) =>
        new(url, ModelExposure.ManufacturerOf(url), observed, observed, kinds.Length, kinds.ToDictionary(k => k.Kind, k => k.Hosts), null);
}
