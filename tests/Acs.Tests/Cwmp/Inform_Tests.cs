using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp;

public class Inform_Tests
{
    [Test]
    public void Identity_events_and_values_are_read()
    {
        var inform = Reading.Body<Inform>(Envelope.Of(Envelope.InformBody(
            "S-1", "0 BOOTSTRAP|1 BOOT|M Reboot|X 00D09E Own", Envelope.Value("Device.X", "1", "xsd:boolean"))));
        Assert.That(inform.Identity.Id, Is.EqualTo(new DeviceId("00D09E", "Home", "S-1")));
        Assert.That(inform.Events.Select(e => e.Kind), Is.EqualTo(new[] { ContactEvent.Bootstrap, ContactEvent.Boot, ContactEvent.Other, ContactEvent.Other }));
        Assert.That(inform.Values, Has.Member(new ParameterValue("Device.X", "true", ParameterType.Boolean)));
        Assert.That(inform.Root, Is.EqualTo("Device."));
    }

    [TestCase("7 TRANSFER COMPLETE", ContactEvent.TransferComplete)]
    [TestCase("8 DIAGNOSTICS COMPLETE", ContactEvent.OperationComplete)]
    [TestCase("6 CONNECTION REQUEST", ContactEvent.Requested)]
    [TestCase("4 VALUE CHANGE", ContactEvent.ValueChange)]
    [TestCase("2", ContactEvent.Periodic)]
    [TestCase("10 AUTONOMOUS TRANSFER COMPLETE", ContactEvent.Other)]
    [TestCase("", ContactEvent.Other)]
    public void The_number_of_an_event_decides(string code, ContactEvent kind) =>
        Assert.That(new InformEvent(code, "").Kind, Is.EqualTo(kind));

    [Test]
    public void Quirk_6_an_empty_serial_number_is_taken_from_the_parameter_list()
    {
        var inform = Reading.Body<Inform>(Envelope.Of(Envelope.InformBody(
            "", parameters: Envelope.Value("Device.DeviceInfo.SerialNumber", "S9") + Envelope.Value("Device.DeviceInfo.ManufacturerOUI", "AABBCC"), oui: "")));
        Assert.That(inform.Identity.Id, Is.EqualTo(new DeviceId("AABBCC", "Home", "S9")));
        Assert.That(inform.HasIdentity, Is.True);
    }

    [Test]
    public void Quirk_7_a_struct_without_value_is_empty_and_the_rest_is_kept()
    {
        var inform = Reading.Body<Inform>(Envelope.Of(Envelope.InformBody(
            parameters: "<ParameterValueStruct><Name>Device.Log</Name></ParameterValueStruct>" + Envelope.Value("Device.Y", "2", "xsd:unsignedInt"))));
        Assert.That(inform.Values.Skip(1), Is.EqualTo(new ParameterValue[]
        {
            new("Device.Log", ""), new("Device.Y", "2", ParameterType.UnsignedInt),
        }));
    }

    [TestCase("xsd:json", ParameterType.Unknown)]
    [TestCase(null, ParameterType.Unknown)]
    [TestCase("string", ParameterType.String)]
    [TestCase("x:base64", ParameterType.Base64)]
    public void Quirk_10_invented_and_missing_types_are_unknown(string? type, ParameterType expected)
    {
        var inform = Reading.Body<Inform>(Envelope.Of(Envelope.InformBody(parameters: Envelope.Value("Device.Z", "{}", type))));
        Assert.That(inform.Values[^1], Is.EqualTo(new ParameterValue("Device.Z", "{}", expected)));
    }

    [Test]
    public void Without_lists_an_Inform_is_still_an_Inform()
    {
        var inform = Reading.Body<Inform>(Envelope.Of("<cwmp:Inform><DeviceId><OUI>1</OUI><SerialNumber>2</SerialNumber></DeviceId><Event/><ParameterList/></cwmp:Inform>"));
        Assert.That(inform.HasIdentity, Is.True);
        Assert.That(inform.Values, Is.Empty);
    }

    [Test]
    public void Overlong_identity_is_none() =>
        Assert.That(Reading.Body<Inform>(Envelope.Inform(serial: new string('9', 65))).HasIdentity, Is.False);
}
