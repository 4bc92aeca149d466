namespace Provisioning.Mud.Versions;

/// <summary>What became of one content of a MUD file.</summary>
public enum MudVersionState
{
    /// <summary>Gateways are compiled from it; one for each file.</summary>
    InForce,

    /// <summary>Another content took its place.</summary>
    Superseded,

    /// <summary>A person must approve it first; at most one for each file.</summary>
    Waiting,

    /// <summary>A person said no; the same content is not asked about again.</summary>
    Refused,
}
