namespace Provisioning.Mud;

/// <summary>Where a host stands on the way from a URL to rules.</summary>
public enum MudHostState
{
    /// <summary>Announces no URL.</summary>
    None,

    /// <summary>Its file has not been fetched yet.</summary>
    Waiting,

    /// <summary>Rules are part of the desired state.</summary>
    Compiled,

    /// <summary>Fetching, verifying or compiling failed; the firewall stays as it was.</summary>
    Failed,

    /// <summary>Its mode keeps rules from being pushed.</summary>
    NotEnforced,
}
