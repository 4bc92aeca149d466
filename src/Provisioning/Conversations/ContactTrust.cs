namespace Provisioning.Conversations;

/// <summary>What the transport knows of who speaks.</summary>
public enum ContactTrust
{
    /// <summary>No credentials, or none that are known: the first knock.</summary>
    Anonymous,

    /// <summary>The shared bootstrap credential: belongs to the fleet, names nobody.</summary>
    Bootstrap,

    /// <summary>Credentials or a certificate of just this device.</summary>
    Device,
}
