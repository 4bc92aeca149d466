namespace Provisioning.Warnings.Mitigations;

/// <summary>What became of a mitigation request.</summary>
public abstract record MitigationOutcome
{
    private MitigationOutcome()
    {
    }

    /// <param name="Lifetime">Seconds.</param>
    public sealed record Created(int Lifetime) : MitigationOutcome;

    public sealed record Changed(int Lifetime) : MitigationOutcome;

    /// <param name="Cause">1: overlapping targets; 4: rejected, the traffic is legitimate (RFC 9066 §5.3.1).</param>
    /// <param name="With">The request that it conflicts with.</param>
    public sealed record Conflict(int Cause, uint? With) : MitigationOutcome;

    public sealed record Invalid(string Why) : MitigationOutcome;

    public sealed record Forbidden(string Why) : MitigationOutcome;

    /// <summary>There are too many already.</summary>
    public sealed record Busy : MitigationOutcome;
}
