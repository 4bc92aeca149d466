namespace Provisioning.Wire;

/// <summary>Which devices a rule records.</summary>
public enum WireRuleKind
{
    /// <summary>One, by its key.</summary>
    Device,

    /// <summary>Those that a search finds.</summary>
    Search,

    /// <summary>Those whose convergence is faulted.</summary>
    Faulted,

    /// <summary>Those that are in quarantine, or were enrolled a few minutes ago.</summary>
    Unknown,
}
