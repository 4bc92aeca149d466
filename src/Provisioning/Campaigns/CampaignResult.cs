namespace Provisioning.Campaigns;

/// <summary>What became of a request concerning a campaign.</summary>
public abstract record CampaignResult
{
    public sealed record Done(CampaignView Campaign) : CampaignResult;

    public sealed record NotFound : CampaignResult;

    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : CampaignResult;

    /// <summary>The campaign's state does not allow it.</summary>
    public sealed record Illegal(string Text) : CampaignResult;
}
