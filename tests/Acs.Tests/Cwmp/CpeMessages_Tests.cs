using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp;

public class CpeMessages_Tests
{
    [Test]
    public void Faults_keep_every_parameter_they_blame()
    {
        var fault = Reading.Body<CpeFault>(Envelope.Of(Envelope.Fault(9003, "Invalid arguments",
            "<SetParameterValuesFault><ParameterName>Device.A</ParameterName><FaultCode>9007</FaultCode><FaultString>bad</FaultString></SetParameterValuesFault>"
            + "<SetParameterValuesFault><ParameterName>Device.B</ParameterName><FaultCode>9008</FaultCode></SetParameterValuesFault>"))).Fault;
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.InvalidArguments));
        Assert.That(fault.Parameters, Is.EqualTo(new ParameterFault[] { new("Device.A", "9007", "bad"), new("Device.B", "9008", "") }));
    }

    [Test]
    public void A_fault_nested_in_the_faultstring_is_found()
    {
        var fault = Reading.Body<CpeFault>(Envelope.Of("<Fault><faultcode>Client</faultcode><faultstring>CWMP fault<detail><Fault><FaultCode>9005</FaultCode><FaultString>x</FaultString></Fault></detail></faultstring></Fault>")).Fault;
        Assert.That(fault, Is.EqualTo(new Fault(FaultKind.NoSuchPath, "9005", "x", fault.Parameters)));
    }

    [Test]
    public void Quirk_5_a_fault_without_header_is_read()
    {
        var message = Reading.Read("<e:Envelope><e:Body>" + Envelope.Fault(9002) + "</e:Body></e:Envelope>");
        Assert.That(message.Header.Id, Is.Null);
        Assert.That(((CpeFault)message.Body).Fault.Code, Is.EqualTo("9002"));
    }

    [TestCase("9000", FaultKind.NotSupported)]
    [TestCase("9001", FaultKind.Denied)]
    [TestCase("9004", FaultKind.ResourcesExceeded)]
    [TestCase("9007", FaultKind.InvalidValue)]
    [TestCase("9008", FaultKind.ReadOnly)]
    [TestCase("9010", FaultKind.Transfer)]
    [TestCase("9020", FaultKind.Transfer)]
    [TestCase("9899", FaultKind.Other)]
    public void Fault_codes_have_meanings(string code, FaultKind kind) => Assert.That(CpeFaults.Kind(code), Is.EqualTo(kind));

    [Test]
    public void TransferComplete_tells_success_fault_and_unknown_times()
    {
        var done = Reading.Body<TransferComplete>(Envelope.Of("<cwmp:TransferComplete><CommandKey>k</CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString></FaultString></FaultStruct><StartTime>0001-01-01T00:00:00Z</StartTime><CompleteTime>2026-01-02T03:04:05Z</CompleteTime></cwmp:TransferComplete>"));
        Assert.That(done, Is.EqualTo(new TransferComplete("k", null, null, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))));
        var failed = Reading.Body<TransferComplete>(Envelope.Of("<cwmp:TransferComplete><CommandKey/><FaultStruct><FaultCode>9010</FaultCode><FaultString>gone</FaultString></FaultStruct><StartTime>NaN</StartTime></cwmp:TransferComplete>"));
        Assert.That(failed.CommandKey, Is.Empty);
        Assert.That(failed.Fault, Is.EqualTo(new Fault(FaultKind.Transfer, "9010", "gone", failed.Fault!.Parameters)));
    }

    [Test]
    public void Answers_are_read()
    {
        Assert.That(Reading.Body<SetParameterValuesResponse>(Envelope.Of("<cwmp:SetParameterValuesResponse><Status>1</Status></cwmp:SetParameterValuesResponse>")).Status, Is.EqualTo(1));
        Assert.That(Reading.Body<AddObjectResponse>(Envelope.Of("<cwmp:AddObjectResponse><InstanceNumber>7</InstanceNumber><Status>0</Status></cwmp:AddObjectResponse>")).InstanceNumber, Is.EqualTo(7));
        Assert.That(Reading.Body<DeleteObjectResponse>(Envelope.Of("<cwmp:DeleteObjectResponse><Status>0</Status></cwmp:DeleteObjectResponse>")).Status, Is.Zero);
        Assert.That(Reading.Body<DownloadResponse>(Envelope.Of("<cwmp:DownloadResponse><Status>1</Status><StartTime/><CompleteTime/></cwmp:DownloadResponse>")).Status, Is.EqualTo(1));
        Assert.That(Reading.Body<GetRpcMethodsResponse>(Envelope.Of("<cwmp:GetRPCMethodsResponse><MethodList><string>Reboot</string><string>Download</string></MethodList></cwmp:GetRPCMethodsResponse>")).Methods, Is.EqualTo(new[] { "Reboot", "Download" }));
        Assert.That(Reading.Body<GetParameterValuesResponse>(Envelope.Of($"<cwmp:GetParameterValuesResponse><ParameterList>{Envelope.Value("Device.A", "0", "xsd:boolean")}</ParameterList></cwmp:GetParameterValuesResponse>")).Values,
            Is.EqualTo(new ParameterValue[] { new("Device.A", "false", ParameterType.Boolean) }));
        Assert.That(Reading.Body<GetParameterNamesResponse>(Envelope.Of("<cwmp:GetParameterNamesResponse><ParameterList SOAP-ENC:arrayType='cwmp:ParameterInfoStruct[9999]'><ParameterInfoStruct><Name>Device.A.</Name><Writable>1</Writable></ParameterInfoStruct></ParameterList></cwmp:GetParameterNamesResponse>")).Names,
            Is.EqualTo(new DiscoveredName[] { new("Device.A.", true) }));
        Assert.That(Reading.Body<RebootResponse>(Envelope.Of("<cwmp:RebootResponse/>")).Name, Is.EqualTo("RebootResponse"));
        Assert.That(Reading.Body<FactoryResetResponse>(Envelope.Of("<cwmp:FactoryResetResponse></cwmp:FactoryResetResponse>")).Name, Is.EqualTo("FactoryResetResponse"));
        Assert.That(Reading.Body<UnknownMessage>(Envelope.Of("<cwmp:X_Vendor/>")).Name, Is.EqualTo("X_Vendor"));
    }
}
