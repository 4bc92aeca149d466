namespace Provisioning.Warnings.Proposals;

/// <summary>What became of a decision about a proposal.</summary>
public abstract record DecisionOutcome
{
    private DecisionOutcome()
    {
    }

    public sealed record Done : DecisionOutcome;

    public sealed record Missing : DecisionOutcome;

    /// <param name="Text">Why not, for a person.</param>
    public sealed record Refused(string Text) : DecisionOutcome;
}
