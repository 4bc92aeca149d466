using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using Provisioning.DataModels.Capabilities;
using Provisioning.Devices;

namespace Provisioning.Tests.DataModels;

/// <summary>Capabilities in words that do not depend on the data model, and the values behind them.</summary>
internal sealed class Capabilities_Tests
{
    private static readonly CapabilityMaps Maps = new(Options.Create(new ProvisioningOptions { DataDirectory = Path.Combine(Path.GetTempPath(), "no-such-folder") }));
    private static readonly DeviceId Gateway = new("00D09E", "Home", "1");

    private static readonly ReportedParameters Tr181 = Reported(
        ("Device.WiFi.SSID.3.SSID", "blue"), ("Device.WiFi.SSID.3.Enable", "1"), ("Device.WiFi.SSID.7.SSID", "guests"), ("Device.WiFi.SSID.7.Enable", "0"),
        ("Device.WiFi.AccessPoint.1.SSIDReference", "Device.WiFi.SSID.7."), ("Device.WiFi.AccessPoint.1.Security.ModeEnabled", "None"),
        ("Device.WiFi.AccessPoint.2.SSIDReference", "Device.WiFi.SSID.3"), ("Device.WiFi.AccessPoint.2.Security.ModeEnabled", "WPA3-Personal"),
        ("Device.WiFi.AccessPoint.2.Security.KeyPassphrase", "hunter2"), ("Device.WiFi.AccessPoint.2.SSIDAdvertisementEnabled", "false"));

    private static readonly ReportedParameters Tr098 = Reported(
        ("InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID", "blue"), ("InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.BeaconType", "11i"),
        ("InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSIDAdvertisementEnabled", "1"), ("InternetGatewayDevice.LANDevice.2.WLANConfiguration.5.SSID", "guests"),
        ("InternetGatewayDevice.WANDevice.1.WANConnectionDevice.2.WANPPPConnection.1.ExternalIPAddress", "198.51.100.7"),
        ("InternetGatewayDevice.WANDevice.1.X_ZTE-COM_WANPONInterfaceConfig.SupplyVoltage", "3271"));

    [Test]
    public void Networks_of_either_data_model_are_told_in_the_same_words()
    {
        var one = Rows(Tr181, "Device.", "wifi.networks");
        Assert.That(one.Select(r => r.Values["ssid"]), Is.EqualTo(["blue", "guests"]));
        Assert.That((one[0].Values["enabled"], one[0].Values["security"], one[0].Values["hidden"], one[0].Values["passphrase"]), Is.EqualTo(("true", "wpa3", "true", "")), "of the access point that refers to it");
        Assert.That((one[1].Values["enabled"], one[1].Values["security"]), Is.EqualTo(("false", "open")));
        var other = Rows(Tr098, "InternetGatewayDevice.", "wifi.networks");
        Assert.That(other.Select(r => r.Values["ssid"]), Is.EqualTo(["blue", "guests"]));
        Assert.That((other[0].Values["security"], other[0].Values["hidden"]), Is.EqualTo(("wpa2", "false")));
        Assert.That(Rows(Tr098, "InternetGatewayDevice.", "wan.connections").Single().Values["address"], Is.EqualTo("198.51.100.7"));
    }

    [TestCase("wifi.networks.2.ssid", "green", "Device.WiFi.SSID.7.SSID", "green")]
    [TestCase("wifi.networks.1.passphrase", "correct horse", "Device.WiFi.AccessPoint.2.Security.KeyPassphrase", "correct horse")]
    [TestCase("wifi.networks.1.hidden", "true", "Device.WiFi.AccessPoint.2.SSIDAdvertisementEnabled", "false")]
    [TestCase("wifi.networks.1.security", "wpa2", "Device.WiFi.AccessPoint.2.Security.ModeEnabled", "WPA2-Personal")]
    public void A_value_is_written_where_the_gateway_keeps_it(string name, string value, string path, string told)
    {
        var written = CapabilityView.Write(Maps.Of("Device.", Gateway, null), Tr181, name, value, out var wrong);
        Assert.That((written!.Value.Path, written.Value.Value, wrong), Is.EqualTo((path, told, "")));
    }

    [TestCase("wifi.networks.3.ssid", "x", "has 2 of wifi.networks")]
    [TestCase("wifi.networks.1.colour", "x", "no such capability")]
    [TestCase("wifi.networks.1.enabled", "perhaps", "is no value of it")]
    [TestCase("wifi.radios.1.channel", "6", "has no wifi.radios")]
    [TestCase("dhcp.servers.1.from", "x", "has no dhcp.servers")]
    public void What_cannot_be_written_is_said(string name, string value, string said)
    {
        Assert.That(CapabilityView.Write(Maps.Of("Device.", Gateway, null), Tr181, name, value, out var wrong), Is.Null);
        Assert.That(wrong, Does.StartWith(name).And.Contain(said));
    }

    [Test]
    public void Every_diagnostic_that_a_map_places_is_one_of_ours() =>
        Assert.That(CapabilityMaps.BuiltIn.SelectMany(m => m.Diagnostics?.Keys ?? []).Distinct(StringComparer.Ordinal), Is.SubsetOf(Provisioning.Diagnostics.DiagnosticKinds.All));

    [Test]
    public void Quirk_36_a_vendors_unit_is_made_the_common_one_for_its_gateways_alone()
    {
        Assert.That(Rows(Tr098, "InternetGatewayDevice.", "optical", new DeviceId("1C2704", "F670L", "1")).Single().Values["supplyVoltage"], Is.EqualTo("3.271"));
        Assert.That(Maps.Of("InternetGatewayDevice.", Gateway, null).Groups.ContainsKey("optical"), Is.False);
    }

    [Test]
    public void Quirk_33_a_value_that_the_firmware_inverts_or_scales_comes_back_as_it_was_written() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<bool>(), ArbMap.Default.ArbFor<bool>(), (number, flag, inverted) =>
        {
            var boolean = new CapabilityField("X", Type: "boolean", Inverted: inverted);
            var scaled = new CapabilityField("X", Type: "int", Scale: 0.001m);
            var ours = scaled.Normal(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var word = flag ? "true" : "false";
            return boolean.Normal(boolean.Told(word)!) == word && scaled.Normal(scaled.Told(ours)!) == ours;
        }).QuickCheckThrowOnFailure();

    [TestCase("79228162514264337593543950335")]
    [TestCase("-79228162514264337593543950335")]
    [TestCase("1e30")]
    public void A_number_that_no_scale_can_bear_is_refused_one_way_and_passes_as_told_the_other(string number)
    {
        Assert.That(new CapabilityField("X", Type: "int", Scale: 0.001m).Told(number), Is.Null);
        Assert.That(new CapabilityField("X", Type: "int", Scale: CapabilityField.MaxScale).Normal(number), Is.EqualTo(number));
    }

    [TestCase("""{ "name": "x", "root": "Gateway.", "groups": {} }""", "root")]
    [TestCase("""{ "name": "x", "root": "Device.", "groups": { "a": { "tables": ["WiFi."], "fields": { "b": { "path": "C", "scale": 1e12 } } } } }""", "groups.a.fields.b")]
    [TestCase("""{ "name": "x", "root": "Device.", "groups": { "a": { "tables": ["WiFi"], "fields": {} } } }""", "groups.a")]
    [TestCase("""{ "name": "x", "root": "Device.", "groups": { "a": { "tables": ["WiFi."], "fields": { "b": { "path": "C", "type": "colour" } } } } }""", "groups.a.fields.b")]
    [TestCase("""{ "name": "x", "root": "Device.", "groups": { "a": { "tables": ["WiFi."], "feilds": {} } } }""", "feilds")]
    public void A_map_that_is_none_is_refused_with_its_file_and_key(string json, string key) =>
        Assert.That(() => CapabilityMaps.Read("own.json", new MemoryStream(Encoding.UTF8.GetBytes(json))), Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith("own.json: ").And.Message.Contains(key));

    [Test]
    public void The_ISPs_own_files_are_laid_over_and_a_wrong_one_stops_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("acs-maps");
        try
        {
            var own = folder.CreateSubdirectory("capabilities").FullName;
            File.WriteAllText(Path.Combine(own, "box.json"), """{ "name": "box", "root": "Device.", "productClass": "Box*", "groups": { "wifi.networks": { "tables": [], "fields": { "ssid": "X_BOX_Name" } } } }""");
            var options = Options.Create(new ProvisioningOptions { DataDirectory = folder.FullName });
            var map = new CapabilityMaps(options).Of("Device.", new DeviceId("00D09E", "Box1", "1"), null);
            Assert.That((map.Groups["wifi.networks"].Fields["ssid"].Path, map.Groups["wifi.networks"].Tables[0]), Is.EqualTo(("X_BOX_Name", "WiFi.SSID.{i}.")));
            File.WriteAllText(Path.Combine(own, "bad.json"), "{");
            Assert.That(() => new CapabilityMaps(options), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("bad.json"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<CapabilityRow> Rows(ReportedParameters reported, string root, string group, DeviceId? gateway = null)
    {
        var map = Maps.Of(root, gateway ?? Gateway, null);
        return CapabilityView.Read(map, map.Groups[group], reported);
    }

    private static ReportedParameters Reported(params (string Path, string Value)[] values) =>
        ReportedParameters.Empty.With(values.Select(v => new ParameterValue(v.Path, v.Value, ParameterType.String)), DateTimeOffset.UnixEpoch);
}
