using Provisioning.Warnings.Csaf;

namespace Provisioning.Warnings;

/// <summary>What became of an advisory that was handed in.</summary>
public abstract record AdvisoryOutcome
{
    private AdvisoryOutcome()
    {
    }

    public sealed record Taken(Guid Id) : AdvisoryOutcome;

    /// <summary>This version is here already.</summary>
    public sealed record Known(Guid Id) : AdvisoryOutcome;

    /// <param name="Version">The newer one that is here.</param>
    public sealed record Older(Guid Id, string Version) : AdvisoryOutcome;

    public sealed record Refused(IReadOnlyList<CsafError> Errors) : AdvisoryOutcome;
}
