namespace Provisioning.Mud;

public enum MudFileState
{
    /// <summary>Wanted, never fetched.</summary>
    Wanted,

    /// <summary>Content in force.</summary>
    Good,

    /// <summary>Never fetched, verified or parsed with success; see the failure.</summary>
    Bad,
}
