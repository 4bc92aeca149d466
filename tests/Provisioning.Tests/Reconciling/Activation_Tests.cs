using Provisioning.Conversations;
using Provisioning.DesiredState;
using Provisioning.Devices;

namespace Provisioning.Tests.Reconciling;

/// <summary>How a transferred image is started over USP, by the window that it was begun in.</summary>
public sealed class Activation_Tests
{
    private const string Images = "Device.DeviceInfo.FirmwareImage.";

    private static readonly DateTimeOffset Now = new(2026, 11, 28, 2, 0, 0, TimeSpan.Zero);

    [Test]
    public void An_agent_that_takes_windows_is_told_when_it_closes() =>
        Assert.That(Arguments(Next(Now.AddMinutes(50), takesWindows: true)), Is.EqualTo(new Dictionary<string, string>
        {
            ["TimeWindow.1.Start"] = "0", ["TimeWindow.1.End"] = "3000", ["TimeWindow.1.Mode"] = "Immediately",
        }));

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void Without_a_window_or_where_the_agent_takes_none_the_server_s_timing_decides(bool takesWindows, bool hasWindow) =>
        Assert.That(Arguments(Next(hasWindow ? Now.AddMinutes(50) : null, takesWindows)), Is.Empty);

    [Test]
    public void After_the_window_it_is_not_started()
    {
        Assert.That(Next(Now, takesWindows: true), Is.InstanceOf<ReconcileStep.Faulted>().With.Property("Reason").Contains("window closed"));
        Assert.That(Next(Now, takesWindows: true, activated: true), Is.InstanceOf<ReconcileStep.Waiting>());
    }

    private static IReadOnlyDictionary<string, string> Arguments(ReconcileStep step) => ((Operation.Command)((ReconcileStep.Do)step).Operation).Arguments;

    private static ReconcileStep Next(DateTimeOffset? closesAt, bool takesWindows, bool activated = false)
    {
        var firmware = new DesiredFirmware(Guid.Empty, "2.0", "1 Firmware Upgrade Image", new Uri("http://127.0.0.1/f"), "", "", 1, "", "f", "k") { ClosesAt = closesAt };
        var desired = DesiredComposer.Compose([], firmware);
        var reported = ReportedParameters.Empty
            .With([new ParameterValue("Device.DeviceInfo.SoftwareVersion", "1.0"), new ParameterValue("Device.DeviceInfo.ActiveFirmwareImage", Images + "1")], Now)
            .WithSubtree(Images, [new ParameterValue(Images + "2.Version", "2.0"), new ParameterValue(Images + "2.Status", "Available")], Now);
        var supported = Capabilities.None.Supported.Add(Images + "{i}.Activate()", false);
        var capabilities = new Capabilities(
            "Device.", takesWindows ? supported.Add(Images + "{i}.Activate().TimeWindow.{i}.End", false) : supported, "1.0", Now);
        var progress = ReconcileProgress.Start(desired.Hash) with
        {
            FirmwareCommandKey = "k", FirmwareRequestedAt = Now, FirmwareTransferred = true, FirmwareTransferredAt = Now, FirmwareActivated = activated,
        };
        return Reconciler.Next(desired, reported, capabilities, progress, Protocols.Usp, Now);
    }
}
