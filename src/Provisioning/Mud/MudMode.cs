namespace Provisioning.Mud;

/// <summary>What is done with a host's MUD file.</summary>
public enum MudMode
{
    Enforce,
    Ask,
    Observe,
    Off,
}
