namespace Provisioning.Firewall.Trials;

/// <summary>Whether a firewall that was taken back for silence alone goes to the gateway once more by itself.</summary>
public enum SecondTry
{
    /// <summary>It does not: the evidence is strong, or it was tried twice.</summary>
    None,

    /// <summary>Once the gateway answers with the firewall before in force.</summary>
    WhenBack,

    /// <summary>The same, unless the gateway comes back restarted: a write was never answered, and that is strong evidence then.</summary>
    UnlessRestarted,

    /// <summary>It is let go. Lost again, it is held.</summary>
    Begun,
}
