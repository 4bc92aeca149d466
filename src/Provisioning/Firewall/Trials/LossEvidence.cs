namespace Provisioning.Firewall.Trials;

/// <summary>What speaks for it that a gateway was lost by its firewall, and not by a cut of its power or line.</summary>
public enum LossEvidence
{
    /// <summary>Weak: it is not heard of.</summary>
    Silence,

    /// <summary>Strong: it came back restarted from a conversation that broke with a write of that firewall unanswered.</summary>
    Restart,
}
