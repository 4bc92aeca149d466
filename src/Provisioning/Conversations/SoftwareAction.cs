namespace Provisioning.Conversations;

/// <summary>TR-069 A.4.1.10.</summary>
public enum SoftwareAction
{
    Install,
    Update,
    Uninstall,
}
