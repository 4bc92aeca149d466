namespace Provisioning.Warnings;

public enum WarningState
{
    /// <summary>It counts.</summary>
    Current,

    /// <summary>All that it speaks of is nothing that its source may speak about: kept as evidence, proposes nothing.</summary>
    OutOfScope,

    /// <summary>Its source took it back.</summary>
    Withdrawn,

    /// <summary>Its time is over.</summary>
    Ended,
}
