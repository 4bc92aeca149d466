namespace Provisioning.Warnings.Matching;

/// <summary>How a thing stands to a warning.</summary>
public enum MatchStatus
{
    NotAffected,

    Fixed,

    /// <summary>It may be: its version is not known, or is looked into.</summary>
    Unknown,

    Affected,
}
