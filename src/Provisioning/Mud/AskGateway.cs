namespace Provisioning.Mud;

/// <summary>Whether a gateway is asked for the addresses of names in its hosts' MUD files.</summary>
public enum AskGateway
{
    Never,

    /// <summary>Where its data model has NSLookupDiagnostics. What it says counts for that gateway.</summary>
    WhenSupported,
}
