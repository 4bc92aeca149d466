using Provisioning.Conversations;

namespace Provisioning.Devices.Trust;

/// <summary>Which rights an operation takes, by path (TR-181 <c>Permission.{i}.</c> says what each letter allows).</summary>
internal static class OperationRights
{
    private static readonly PermissionSet Read = PermissionSet.Parse("r---", "r---");
    private static readonly PermissionSet Write = PermissionSet.Parse("-w--");
    private static readonly PermissionSet Add = PermissionSet.Parse(null, "-w--");
    private static readonly PermissionSet Delete = PermissionSet.Parse(null, null, "-w--");
    private static readonly PermissionSet Execute = PermissionSet.Parse(null, null, null, "--x-");

    public static IReadOnlyList<(string Path, PermissionSet Rights)> Of(Operation operation) => operation switch
    {
        Operation.ReadValues read => [.. read.Paths.Select(p => (p, ParameterPath.IsObject(p) ? Read : new PermissionSet(Rights.Read, Rights.None, Rights.None, Rights.None)))],
        Operation.Discover discover => [(discover.Path, PermissionSet.Parse(null, "r---"))],
        Operation.WriteValues write => [.. write.Values.Select(v => (v.Path, Write))],
        Operation.AddInstances add => [.. add.Instances.Select(i => (i.Table, Add)), .. add.Instances.SelectMany(i => i.Values.Select(v => ($"{i.Table}*.{v.Path}", Write)))],
        Operation.DeleteInstances delete => [.. delete.Paths.Select(p => (p, Delete))],
        Operation.Reboot => [("Device.Reboot()", Execute)],
        Operation.FactoryReset => [("Device.FactoryReset()", Execute)],
        Operation.ScheduleContact => [("Device.ScheduleTimer()", Execute)],
        Operation.Command command => [(command.Path, Execute)],
        Operation.Download => [("Device.DeviceInfo.FirmwareImage.", Read), ("Device.DeviceInfo.FirmwareImage.*.Download()", Execute)],
        Operation.ListTransfers => [("Device.LocalAgent.Request.", Read)],
        Operation.CancelTransfer => [("Device.LocalAgent.Request.*.Cancel()", Execute)],
        Operation.ChangeSoftware => [("Device.SoftwareModules.", Read), ("Device.SoftwareModules.InstallDU()", Execute), ("Device.SoftwareModules.DeploymentUnit.*.Update()", Execute), ("Device.SoftwareModules.DeploymentUnit.*.Uninstall()", Execute)],
        // A request as somebody wrote it: what it takes is not looked into.
        _ => [],
    };
}
