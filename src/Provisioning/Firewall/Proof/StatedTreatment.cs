namespace Provisioning.Firewall.Proof;

/// <summary>What the rules are said to do with an entry.</summary>
internal enum StatedTreatment
{
    /// <summary>Just what it says.</summary>
    Exact,

    /// <summary>They hold for more packets than it does.</summary>
    Widened,

    /// <summary>They leave it out.</summary>
    LeftOut,

    /// <summary>Nobody says, or it was not understood here: of its packets nothing can be said.</summary>
    Unknown,
}
