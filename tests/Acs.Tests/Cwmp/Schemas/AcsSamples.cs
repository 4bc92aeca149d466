using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp.Schemas;

/// <summary>A message of every kind that the server sends, with the values that are hard to write.</summary>
internal static class AcsSamples
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    public static IReadOnlyList<IAcsMessage> All { get; } =
    [
        InformResponse.Instance,
        GetRpcMethodsResponse.Ours,
        TransferComplete.Response,
        AutonomousTransferComplete.Response,
        RequestDownload.Response,
        DuStateChangeComplete.Response,
        AutonomousDuStateChangeComplete.Response,
        new KickedResponse("http://portal.example/?a=1&b=2"),
        AcsFault.MethodNotSupported,
        AcsFault.RequestDenied,
        AcsFault.InternalError,
        AcsFault.InvalidArguments,
        AcsFault.ResourcesExceeded,
        AcsFault.RetryRequest,
        AcsFault.VersionIncompatible,
        new GetRpcMethods(),
        new GetParameterNames("", true),
        new GetParameterNames("Device.WiFi.", false),
        new GetParameterValues(["Device.", "Device.DeviceInfo.SoftwareVersion"]),
        new SetParameterValues(
        [
            new("Device.A", "<&>\"' \u0001é😀"),
            new("Device.B", "true", ParameterType.Boolean),
            new("Device.C", "-5", ParameterType.Int),
            new("Device.D", "4294967295", ParameterType.UnsignedInt),
            new("Device.E", "-9223372036854775808", ParameterType.Long),
            new("Device.F", "18446744073709551615", ParameterType.UnsignedLong),
            new("Device.G", "2026-01-02T03:04:05Z", ParameterType.DateTime),
            new("Device.H", "AQID", ParameterType.Base64),
            new("Device.I", "00ff", ParameterType.HexBinary),
            new("Device.J", "1.5", ParameterType.Decimal),
            new("Device.K", "", ParameterType.Unknown),
        ],
        Key),
        new AddObject("Device.NAT.PortMapping.", Key),
        new DeleteObject("Device.NAT.PortMapping.1.", Key),
        new Download(Key, "1 Firmware Upgrade Image", "http://acs.example/f?a=1&b=2", "user", "p<", 123, "image.bin"),
        new Upload(Key, "3 Vendor Configuration File 1", "http://acs.example/u?a=1&b=2", "user", "p<", 60),
        new ScheduleDownload(Key, "1 Firmware Upgrade Image", "http://acs.example/f", "u", "p", 4294967295, "t",
            [new(0, 3600), new(7200, 10800, TransferWindowMode.Confirmation, "Update now?", 3)]),
        new CancelTransfer(Key),
        new GetQueuedTransfers(),
        new GetAllQueuedTransfers(),
        new ScheduleInform(60, Key),
        new GetParameterAttributes(["Device.", "Device.DeviceInfo.SoftwareVersion"]),
        new SetParameterAttributes([new("Device.A", 2), new("Device.B.", null, ["Subscriber"]), new("Device.C", 0, [])]),
        new ChangeDuState(
        [
            new(SoftwareAction.Install, new Uri("http://acs.example/m?a=1&b=2"), "12345678-1234-1234-1234-123456789abc", null, "u", "p", "Device.SoftwareModules.ExecEnv.1."),
            new(SoftwareAction.Install, new Uri("http://acs.example/m")),
            new(SoftwareAction.Update, new Uri("http://acs.example/m"), "12345678-1234-1234-1234-123456789abc", "1.0"),
            new(SoftwareAction.Uninstall, null, "12345678-1234-1234-1234-123456789abc", "1.0", null, null, "Device.SoftwareModules.ExecEnv.1."),
        ],
        Key),
        new GetOptions(""),
        new SetVouchers(["AQID", "BAUG"]),
        new Reboot(Key),
        new FactoryReset(),
    ];
}
