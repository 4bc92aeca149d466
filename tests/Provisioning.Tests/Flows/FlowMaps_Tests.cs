using FsCheck;
using FsCheck.Fluent;
using System.Net;
using Microsoft.Extensions.Options;
using Provisioning.Flows;
using Provisioning.Flows.Sources;

namespace Provisioning.Tests.Flows;

/// <summary>Flows out of rows and events that only some gateways have.</summary>
public sealed class FlowMaps_Tests
{
    private const string Row = "Device.X_ISP_Conn.Entry.3.";

    private DirectoryInfo _data = null!;

    [SetUp]
    public void Start()
    {
        _data = Directory.CreateTempSubdirectory("acs-flows-");
        Write("isp.json", """
            { "name": "isp", "because": "our own firmware", "table": "Device.X_ISP_Conn.Entry.{i}.", "event": "Device.X_ISP_Conn.{i}.Seen!",
              "fields": { "source": "Src", "destination": "Dst", "protocol": "Proto", "sourcePort": "SPort", "destinationPort": "DPort" } }
            """);
    }

    [TearDown]
    public void Stop() => _data.Delete(recursive: true);

    [Test]
    public void Rows_become_flows_and_everything_else_stays()
    {
        (string Path, string Value)[] values =
        [
            ("Device.DeviceInfo.UpTime", "5"), (Row + "Src", "192.168.1.20"), (Row + "Dst", "198.51.100.7"), (Row + "Proto", "tcp"), (Row + "SPort", "5000"), (Row + "DPort", "443"),
            ("Device.X_ISP_Conn.Entry.4.Src", "192.168.1.20"), ("Device.X_ISP_Conn.Entry.4.Dst", "no address"), ("Device.X_ISP_Conn.EntryNumberOfEntries", "2"),
        ];
        var (flows, others) = Maps().Split(values, v => v.Path, v => v.Value);
        Assert.That(flows.Single(), Is.EqualTo(new FlowRecord(IPAddress.Parse("192.168.1.20"), 5000, IPAddress.Parse("198.51.100.7"), 443, 6, 0, 0, null, null, null) { Row = Row }));
        Assert.That(others.Select(v => v.Path), Is.EqualTo(new[] { "Device.DeviceInfo.UpTime", "Device.X_ISP_Conn.EntryNumberOfEntries" }));
    }

    [Test]
    public void An_event_is_a_flow_whatever_the_instance()
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["Src"] = "fd00::1", ["Dst"] = "2001:db8::1", ["Proto"] = "17", ["DPort"] = "53" };
        Assert.That(Maps().OfEvent("Device.X_ISP_Conn.7.Seen!", arguments)!.DestinationPort, Is.EqualTo(53));
        Assert.That(Maps().OfEvent("Device.Boot!", arguments), Is.Null);
    }

    [TestCase("{")]
    [TestCase("""{ "name": "x", "because": "y" }""")]
    [TestCase("""{ "name": "x", "because": "y", "fields": { "source": "a", "destination": "b", "protocol": "c" } }""")]
    public void A_file_that_is_no_map_stops_the_start_and_is_named(string json)
    {
        Write("wrong.json", json);
        Assert.That(Maps, Throws.TypeOf<OptionsValidationException>().With.Message.Contains("wrong.json"));
    }

    [Test]
    public void What_waits_in_the_database_is_what_was_put_there() => Prop.ForAll(
        Gen.Choose(0, 255).SelectMany(protocol => Gen.Choose(0, ushort.MaxValue).SelectMany(port => Gen.Choose(0, int.MaxValue).Select(n => Flow(protocol, port, n)))).ArrayOf().ToArbitrary(),
        flows => FlowLines.Read(FlowLines.Write(flows)).SequenceEqual(flows)).QuickCheckThrowOnFailure();

    private static FlowRecord Flow(int protocol, int port, int number)
    {
        var ports = protocol is 6 or 17;
        var at = DateTimeOffset.UnixEpoch.AddYears(2).AddSeconds(number);
        return new FlowRecord(
            number % 2 == 0 ? new IPAddress((uint)number) : IPAddress.Parse("2001:db8::20"), ports ? port : 0, number % 2 == 0 ? IPAddress.Parse("198.51.100.7") : IPAddress.Parse("fd00::7"), ports ? number % 65536 : 0, protocol,
            number, number * 60L, number % 3 == 0 ? null : at, number % 5 == 0 ? null : at, number % 7 == 0 ? null : "02:00:00:00:1d:01");
    }

    private void Write(string name, string json)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_data.FullName, "flows"));
        File.WriteAllText(Path.Combine(folder.FullName, name), json);
    }

    private FlowMaps Maps() => new(Options.Create(new ProvisioningOptions { DataDirectory = _data.FullName }));
}
