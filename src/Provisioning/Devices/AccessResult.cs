namespace Provisioning.Devices;

/// <summary>What became of an attempt to come in.</summary>
public enum AccessResult
{
    Accepted,

    /// <summary>Asked for credentials, and did not come back with any.</summary>
    Challenged,

    Refused,
}
