using System.Text;
using Provisioning.DataModels;

namespace Provisioning.Tests.DataModels;

public sealed class DataModelMaps_Tests
{
    private const string Good =
        """
        { "root": "Device.", "discover": ["Hosts."], "readHosts": ["Hosts."], "readSettings": [],
          "hosts": { "table": "Hosts.Host.", "mac": "PhysAddress", "name": "HostName", "active": "Active", "address": "IPAddress", "addressTables": [], "dhcpClient": null } }
        """;

    [Test]
    public void Both_data_models_are_built_in() =>
        Assert.That(DataModelMaps.All.Select(m => m.Root), Is.EquivalentTo(new[] { "Device.", "InternetGatewayDevice." }));

    [TestCase("\"Hosts.Host.\"", "\"Hosts.Host\"", "hosts.table")]
    [TestCase("\"readSettings\": []", "\"readSettings\": [\"Firewall\"]", "readSettings")]
    [TestCase("\"mac\": \"PhysAddress\", ", "", "mac")]
    [TestCase("\"readSettings\"", "\"readSetings\"", "readSetings")]
    public void A_map_that_is_not_one_is_refused_with_its_file_and_key(string good, string bad, string key)
    {
        Assert.That(Read(Good).Hosts.Mac, Is.EqualTo("PhysAddress"));
        var refusal = Assert.Throws<InvalidDataException>(() => Read(Good.Replace(good, bad, StringComparison.Ordinal)));
        Assert.That(refusal!.Message, Does.StartWith("vendor.json: ").And.Contain(key));
    }

    private static DataModelMap Read(string json) => DataModelMaps.Read("vendor.json", new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
