namespace Provisioning.Devices.Trust;

/// <summary>The four characters <c>rwxn</c> of a permission (TR-181 <c>ControllerTrust.Role.{i}.Permission.{i}.</c>).</summary>
[Flags]
public enum Rights
{
    None = 0,
    Read = 1,
    Write = 2,
    Execute = 4,
    Notify = 8,
}
