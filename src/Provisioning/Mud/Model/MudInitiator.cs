namespace Provisioning.Mud.Model;

/// <summary>direction-initiated.</summary>
public enum MudInitiator
{
    FromDevice,
    ToDevice,
}
