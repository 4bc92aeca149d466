namespace Provisioning.Mud.Names;

/// <summary>How much the addresses of a name change.</summary>
public enum NameBehaviour
{
    /// <summary>The same addresses for hours.</summary>
    Stable,

    /// <summary>They take turns, out of few.</summary>
    Rotating,

    /// <summary>Others at nearly every resolution, or more than are kept: a content network that hands out what is near or idle (RFC 9726 §4).</summary>
    Churning,
}
