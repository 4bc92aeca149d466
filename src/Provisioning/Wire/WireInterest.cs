namespace Provisioning.Wire;

/// <summary>Whether an exchange is to be recorded, as far as it can be said without asking the database.</summary>
public enum WireInterest
{
    No,

    /// <summary>Rules have to be asked.</summary>
    Perhaps,

    Yes,
}
