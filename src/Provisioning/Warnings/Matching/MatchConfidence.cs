namespace Provisioning.Warnings.Matching;

/// <summary>How sure it is that the warning speaks of this thing.</summary>
public enum MatchConfidence
{
    /// <summary>By what a host calls itself, and nothing else.</summary>
    Guess,

    /// <summary>By its model's name only.</summary>
    Possible,

    /// <summary>By MUD URL or model number.</summary>
    Exact,
}
