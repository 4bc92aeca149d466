namespace Provisioning.Mud.Model;

public enum MudSeverity
{
    Info,
    Warning,
    Error,
}
