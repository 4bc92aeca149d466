using Provisioning.Conversations;
using Provisioning.Devices;
using Usp.Messages;
using UspController.Messages;
using UspController.Records;
using UspController.Tests.Records;

namespace UspController.Tests.Messages;

/// <summary>Answers of the reference agent in the words of the house.</summary>
public sealed class CapturedAnswers_Tests
{
    private static Body Read(string hex) =>
        ((ReceivedRecord.Message)new RecordReader("proto::acs-controller").Read(Captured.Bytes(hex))).Msg.Body;

    [Test]
    public void GetResp_gives_full_paths_and_empty_values()
    {
        var values = new List<ParameterValue>();
        GetMessage.Read(Read(Captured.DeviceInfo).Response.GetResp, values, []);
        Assert.That(values, Has.Count.EqualTo(8));
        Assert.That(values, Does.Contain(new ParameterValue("Device.DeviceInfo.ManufacturerOUI", "00D09E")));
        Assert.That(values, Does.Contain(new ParameterValue("Device.DeviceInfo.SoftwareVersion", "")));
    }

    [Test]
    public void Error_names_the_culprit()
    {
        var fault = ErrorMessage.ToFault(Read(Captured.SetError).Error);
        Assert.That((fault.Kind, fault.Code), Is.EqualTo((FaultKind.InvalidArguments, "7004")));
        Assert.That(fault.Parameters.Single(), Has.Property("Path").EqualTo("Device.LocalAgent.Controller.1.Nope").And.Property("Code").EqualTo("7010"));
    }

    [Test]
    public void SetResp_with_a_failure_names_the_culprit()
    {
        var fault = SetMessage.Read(Read(Captured.SetFailure).Response.SetResp)!;
        Assert.That(fault.Code, Is.EqualTo("7021"));
        Assert.That(
            fault.Parameters.Single(),
            Has.Property("Path").EqualTo("Device.LocalAgent.Controller.1.PeriodicNotifInterval").And.Property("Code").EqualTo("7011"));
    }

    [Test]
    public void SetResp_without_a_failure_is_none() => Assert.That(SetMessage.Read(Read(Captured.SetDone).Response.SetResp), Is.Null);

    [Test]
    public void AddResp_names_the_row()
    {
        var (paths, fault) = AddMessage.Read(Read(Captured.AddDone).Response.AddResp, [new NewInstance("Device.LocalAgent.Subscription.", [])]);
        Assert.That(paths, Is.EqualTo(new[] { "Device.LocalAgent.Subscription.3." }));
        Assert.That(fault, Is.Null);
    }

    [Test]
    public void Boot_tells_its_cause()
    {
        var notice = NotifyMessage.Read("m", Read(Captured.Boot).Request.Notify, "proto::acs");
        Assert.That(notice.Report, Is.EqualTo(new Report.Booted("", "LocalFactoryReset", FirmwareUpdated: false)));
        Assert.That(notice.Reasons, Is.EqualTo(new[] { ContactEvent.Bootstrap, ContactEvent.Boot }));
        Assert.That((notice.SubscriptionId, notice.SendResp), Is.EqualTo(("acs-boot", true)));
    }

    [TestCase(7026u, FaultKind.NoSuchPath)]
    [TestCase(7016u, FaultKind.NoSuchPath)]
    [TestCase(7010u, FaultKind.NoSuchPath)]
    [TestCase(7011u, FaultKind.InvalidValue)]
    [TestCase(7012u, FaultKind.InvalidValue)]
    [TestCase(7013u, FaultKind.ReadOnly)]
    [TestCase(7019u, FaultKind.ReadOnly)]
    [TestCase(7005u, FaultKind.ResourcesExceeded)]
    [TestCase(7006u, FaultKind.Denied)]
    [TestCase(7004u, FaultKind.InvalidArguments)]
    [TestCase(7800u, FaultKind.Other)]
    public void Codes_have_a_meaning_without_their_number(uint code, FaultKind kind) => Assert.That(UspFault.KindOf(code), Is.EqualTo(kind));

    [Test]
    public void Summaries_tell_names_and_counts_but_no_values()
    {
        var set = SetMessage.Create([new ParameterValue("Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "hush")]);
        Assert.That(MessageSummary.Of(set), Is.EqualTo("Set (1)"));
        Assert.That(MessageSummary.Of(Doubles.Told.Change("v", "Device.X.Password", "hush")), Is.EqualTo("Notify ValueChange Device.X.Password"));
    }
}
