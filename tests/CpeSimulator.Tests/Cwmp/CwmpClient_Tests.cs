using System.Net;
using System.Xml.Linq;
using CpeSimulator.Cwmp;
using CpeSimulator.DataModels;
using CpeSimulator.Firmware;
using CpeSimulator.Lan;

namespace CpeSimulator.Tests.Cwmp;

[TestFixture]
internal sealed class CwmpClient_Tests
{
    private ScriptedAcs _acs = null!;
    private ConnectionRequestListener _requests = null!;
    private Gateway? _gateway;

    [SetUp]
    public async Task SetUp()
    {
        _acs = await ScriptedAcs.StartAsync();
        _requests = await ConnectionRequestListener.StartAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await _requests.DisposeAsync();
        await _acs.DisposeAsync();
    }

    private Gateway Start(Faults? faults = null, GatewayOptions? options = null)
    {
        _gateway = new Gateway(
            (options ?? new GatewayOptions { SerialNumber = "T1" }) with
            {
                AcsUrl = _acs.Address,
                RebootTime = TimeSpan.FromMilliseconds(20),
                RetryWait = TimeSpan.FromMilliseconds(20),
            },
            null,
            _requests) { Faults = faults ?? Faults.None };
        _gateway.Start();
        return _gateway;
    }

    private async Task<XElement> Answer(string name)
    {
        await Eventually.Becomes(() => _acs.Named(name).Any(), name);
        return _acs.Named(name).First();
    }

    private IEnumerable<string> Events(int inform) =>
        _acs.Named("Inform").ElementAt(inform).Descendants("EventCode").Select(e => e.Value);

    [Test]
    public async Task The_first_Inform_is_a_bootstrap()
    {
        Start();
        var inform = await Answer("Inform");
        Assert.That(Events(0), Is.EqualTo(new[] { "0 BOOTSTRAP", "1 BOOT" }));
        Assert.That(inform.Descendants("SerialNumber").Single().Value, Is.EqualTo("T1"));
        Assert.That(inform.Descendants("Name").Select(n => n.Value), Does.Contain("Device.ManagementServer.ConnectionRequestURL"));
    }

    [Test]
    public async Task Names_of_the_next_level_are_listed_without_what_lies_below()
    {
        _acs.Ask("<cwmp:GetParameterNames><ParameterPath>Device.Firewall.</ParameterPath><NextLevel>1</NextLevel></cwmp:GetParameterNames>");
        Start();
        var names = (await Answer("GetParameterNamesResponse")).Descendants("Name").Select(n => n.Value).ToList();
        Assert.That(names, Is.SupersetOf(new[] { "Device.Firewall.Chain.", "Device.Firewall.Config" }));
        Assert.That(names, Has.None.EqualTo("Device.Firewall."));
        Assert.That(names, Has.None.StartsWith("Device.Firewall.Chain.1"));
    }

    [Test]
    public async Task Values_are_set_and_read_with_their_types()
    {
        _acs.Ask("""<cwmp:SetParameterValues><ParameterList><ParameterValueStruct><Name>Device.ManagementServer.PeriodicInformInterval</Name><Value xsi:type="xsd:unsignedInt">600</Value></ParameterValueStruct></ParameterList><ParameterKey>k1</ParameterKey></cwmp:SetParameterValues>""");
        _acs.Ask("<cwmp:GetParameterValues><ParameterNames><string>Device.ManagementServer.</string></ParameterNames></cwmp:GetParameterValues>");
        Start();
        Assert.That((await Answer("SetParameterValuesResponse")).Element("Status")?.Value, Is.EqualTo("0"));
        var value = (await Answer("GetParameterValuesResponse")).Descendants("ParameterValueStruct")
            .Single(p => p.Element("Name")!.Value.EndsWith("PeriodicInformInterval", StringComparison.Ordinal)).Element("Value")!;
        Assert.That(value?.Value, Is.EqualTo("600"));
        Assert.That(value?.Attributes().Single().Value, Is.EqualTo("xsd:unsignedInt"));
        Assert.That(_gateway!.Model.Get("Device.ManagementServer.ParameterKey"), Is.EqualTo("k1"));
    }

    [Test]
    public async Task A_refused_write_names_each_parameter()
    {
        _acs.Ask("""<cwmp:SetParameterValues><ParameterList><ParameterValueStruct><Name>Device.DeviceInfo.SerialNumber</Name><Value xsi:type="xsd:string">x</Value></ParameterValueStruct><ParameterValueStruct><Name>Device.Time.Enable</Name><Value xsi:type="xsd:int">1</Value></ParameterValueStruct></ParameterList><ParameterKey/></cwmp:SetParameterValues>""");
        Start();
        var fault = await Answer("Fault");
        Assert.That(fault.Descendants("FaultCode").Select(c => c.Value), Does.Contain("9003"));
        Assert.That(fault.Descendants("SetParameterValuesFault").Select(f => f.Element("FaultCode")!.Value), Does.Contain("9006"));
    }

    [Test]
    public async Task An_ordered_refusal_comes_once()
    {
        const string Write = """<cwmp:SetParameterValues><ParameterList><ParameterValueStruct><Name>Device.DeviceInfo.ProvisioningCode</Name><Value xsi:type="xsd:string">x</Value></ParameterValueStruct></ParameterList><ParameterKey/></cwmp:SetParameterValues>""";
        _acs.Ask(Write);
        _acs.Ask(Write);
        Start(Faults.None with { RejectNextWrite = new WriteRefusal("Device.DeviceInfo.", 9007) });
        Assert.That((await Answer("Fault")).Descendants("SetParameterValuesFault").Single().Element("FaultCode")!.Value, Is.EqualTo("9007"));
        await Answer("SetParameterValuesResponse");
    }

    [Test]
    public async Task Objects_are_added_and_deleted_until_the_gateway_is_full()
    {
        const string Add = "<cwmp:AddObject><ObjectName>Device.Firewall.Chain.1.Rule.</ObjectName><ParameterKey>a</ParameterKey></cwmp:AddObject>";
        _acs.Ask(Add);
        _acs.Ask(Add);
        _acs.Ask("<cwmp:DeleteObject><ObjectName>Device.Firewall.Chain.1.Rule.1.</ObjectName><ParameterKey>a</ParameterKey></cwmp:DeleteObject>");
        Start(Faults.None with { MostFirewallRules = 1 }, new GatewayOptions { SerialNumber = "T1", Profile = GatewayProfile.P2 });
        Assert.That((await Answer("AddObjectResponse")).Element("InstanceNumber")?.Value, Is.EqualTo("1"));
        Assert.That((await Answer("Fault")).Descendants("FaultCode").Single().Value, Is.EqualTo("9004"));
        await Answer("DeleteObjectResponse");
        Assert.That(_gateway!.Model.Get("Device.Firewall.Chain.1.RuleNumberOfEntries"), Is.EqualTo("0"));
    }

    [Test]
    public async Task An_unknown_method_gives_9000()
    {
        _acs.Ask("<cwmp:Teleport/>");
        Start();
        Assert.That((await Answer("Fault")).Descendants("FaultCode").Single().Value, Is.EqualTo("9000"));
    }

    [Test]
    public async Task A_reboot_is_told_with_its_key()
    {
        _acs.Ask("<cwmp:Reboot><CommandKey>r7</CommandKey></cwmp:Reboot>");
        Start();
        await Eventually.Becomes(() => _acs.Named("Inform").Count() == 2, "second Inform");
        Assert.That(Events(1), Is.EqualTo(new[] { "1 BOOT", "M Reboot" }));
        Assert.That(_acs.Named("Inform").Last().Descendants("CommandKey").Select(k => k.Value), Does.Contain("r7"));
    }

    [Test]
    public async Task A_factory_reset_forgets_what_the_ACS_set()
    {
        _acs.Ask("""<cwmp:SetParameterValues><ParameterList><ParameterValueStruct><Name>Device.DeviceInfo.ProvisioningCode</Name><Value xsi:type="xsd:string">x</Value></ParameterValueStruct></ParameterList><ParameterKey/></cwmp:SetParameterValues>""");
        _acs.Ask("<cwmp:FactoryReset/>");
        Start();
        await Eventually.Becomes(() => _acs.Named("Inform").Count() == 2, "second Inform");
        Assert.That(Events(1), Is.EqualTo(new[] { "0 BOOTSTRAP", "1 BOOT" }));
        Assert.That(_gateway!.Model.Get("Device.DeviceInfo.ProvisioningCode"), Is.Empty);
    }

    [Test]
    public async Task A_download_that_is_cut_goes_on_and_the_new_version_runs_after_a_reboot()
    {
        var url = _acs.Publish("fw.bin", SimFirmware.Create("2.0.0"));
        _acs.CutDownloadAfter = 20_000;
        _acs.Ask($"<cwmp:Download><CommandKey>d1</CommandKey><FileType>1 Firmware Upgrade Image</FileType><URL>{url}</URL><Username/><Password/><FileSize>0</FileSize><TargetFileName/><DelaySeconds>0</DelaySeconds><SuccessURL/><FailureURL/></cwmp:Download>");
        Start();
        var complete = await Answer("TransferComplete");
        Assert.That(complete.Descendants("FaultCode").Single().Value, Is.EqualTo("0"));
        Assert.That(complete.Element("CommandKey")?.Value, Is.EqualTo("d1"));
        Assert.That(_acs.Ranges, Is.Not.Empty);
        await Eventually.Becomes(() => _gateway!.SoftwareVersion == "2.0.0", "new version");
        await Eventually.Becomes(
            () => _acs.Named("Inform").Last().Descendants("Value").Any(v => v.Value == "2.0.0"), "Inform with the new version");
    }

    [TestCase(true, "9018")]
    [TestCase(false, "0")]
    public async Task A_damaged_image_is_refused(bool damaged, string code)
    {
        var url = _acs.Publish("fw.bin", SimFirmware.Create("2.0.0"));
        _acs.Ask($"<cwmp:Download><CommandKey>d1</CommandKey><FileType>1 Firmware Upgrade Image</FileType><URL>{url}</URL></cwmp:Download>");
        Start(Faults.None with { CorruptsFirmware = damaged });
        Assert.That((await Answer("TransferComplete")).Descendants("FaultCode").Single().Value, Is.EqualTo(code));
        await Eventually.Becomes(() => _gateway!.SoftwareVersion == (damaged ? "1.0.0" : "2.0.0"), "version");
    }

    [Test]
    public async Task A_gateway_may_swallow_the_TransferComplete()
    {
        var url = _acs.Publish("fw.bin", SimFirmware.Create("2.0.0"));
        _acs.Ask($"<cwmp:Download><CommandKey>d1</CommandKey><FileType>1 Firmware Upgrade Image</FileType><URL>{url}</URL></cwmp:Download>");
        Start(Faults.None with { NeverSendsTransferComplete = true, VersionAfterUpdate = "1.9.9" });
        await Eventually.Becomes(() => _acs.Named("Inform").Count() == 2, "Inform after the reboot");
        Assert.That(_acs.Named("TransferComplete"), Is.Empty);
        Assert.That(_gateway!.SoftwareVersion, Is.EqualTo("1.9.9"));
    }

    [Test]
    public async Task It_comes_again_when_the_ACS_was_away()
    {
        _acs.Refusals.Enqueue(503);
        _acs.Refusals.Enqueue(503);
        Start();
        var inform = await Answer("Inform");
        Assert.That(inform.Element("RetryCount")?.Value, Is.EqualTo("2"));
        Assert.That(Events(0), Does.Contain("0 BOOTSTRAP"));
    }

    [Test]
    public async Task A_dropped_session_is_begun_again_with_its_events()
    {
        for (var i = 0; i < 3; i++)
        {
            _acs.Ask("<cwmp:GetRPCMethods/>");
        }

        Start(Faults.None with { DropsSessionAfter = 1 });
        await Eventually.Becomes(() => _acs.Named("Inform").Count() == 2 && _acs.Named("GetRPCMethodsResponse").Count() == 2, "second session");
        Assert.That(Events(1), Does.Contain("0 BOOTSTRAP"));
    }

    [Test]
    public async Task Digest_is_answered()
    {
        _acs.Refusals.Enqueue(401);
        Start(options: new GatewayOptions { SerialNumber = "T1", Username = "cpe", Password = "secret" });
        await Answer("Inform");
        Assert.That(_acs.Authorizations, Has.Some.Contains("username=\"cpe\""));
        Assert.That(_acs.Authorizations, Has.None.Contains("secret"));
    }

    [Test]
    public async Task A_connection_request_with_the_right_credentials_brings_an_Inform()
    {
        var gateway = Start();
        await Answer("Inform");
        await Eventually.Becomes(() => gateway.Counters.Sessions == 1, "session ended");
        gateway.Model.Set("Device.ManagementServer.ConnectionRequestUsername", "acs");
        gateway.Model.Set("Device.ManagementServer.ConnectionRequestPassword", "wake");
        var url = new Uri(gateway.Model.Get("Device.ManagementServer.ConnectionRequestURL"));
        Assert.That(await Knock(url, "acs", "wrong"), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await Knock(url, "acs", "wake"), Is.EqualTo(HttpStatusCode.OK));
        await Eventually.Becomes(() => _acs.Named("Inform").Count() == 2, "Inform");
        Assert.That(Events(1), Is.EqualTo(new[] { "6 CONNECTION REQUEST" }));
    }

    [Test]
    public async Task A_new_host_brings_a_value_change()
    {
        var gateway = Start();
        await Eventually.Becomes(() => gateway.Counters.Sessions == 1, "session ended");
        gateway.Lan.Join(new LanHost("02:00:00:00:00:09", "bulb", IPAddress.Parse("192.168.1.50")) { MudUrl = "https://bulb.example/b.json" });
        await Eventually.Becomes(() => _acs.Named("Inform").Count() == 2, "Inform");
        Assert.That(Events(1), Is.EqualTo(new[] { "4 VALUE CHANGE" }));
        Assert.That(
            Convert.FromHexString(gateway.Model.Get("Device.DHCPv4.Server.Pool.1.Client.1.Option.2.Value")),
            Is.EqualTo("https://bulb.example/b.json"u8.ToArray()));
        Assert.That(gateway.Model.Get("Device.DHCPv4.Server.Pool.1.Client.1.Option.2.Tag"), Is.EqualTo("161"));
    }

    [Test]
    public async Task An_odd_stack_is_still_read()
    {
        _acs.Ask("<cwmp:GetRPCMethods/>");
        Start(Faults.None with { OddPrefixes = true, Latin1 = true, HtmlContentType = true });
        await Answer("GetRPCMethodsResponse");
        Assert.That(_acs.RawTypes, Has.Some.EqualTo("text/html"));
    }

    private static async Task<HttpStatusCode> Knock(Uri url, string user, string password)
    {
        using var handler = new SocketsHttpHandler { Credentials = new NetworkCredential(user, password) };
        using var http = new HttpClient(handler);
        using var response = await http.GetAsync(url);
        return response.StatusCode;
    }
}
