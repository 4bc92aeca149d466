using Provisioning.Campaigns;

namespace Acs.Northbound;

/// <summary>A campaign with its standing.</summary>
public sealed record CampaignResource(
    Guid Id,
    string Name,
    CampaignState State,
    string? Reason,
    IReadOnlyDictionary<string, int> Counts,
    CampaignPlan Plan,
    string Author,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    public static CampaignResource Of(CampaignView view) => new(
        view.Row.Id,
        view.Row.Name,
        view.Row.State,
        view.Row.Reason,
        Enum.GetValues<CampaignTargetState>().ToDictionary(s => s.ToString().ToLowerInvariant(), s => view.Counts.GetValueOrDefault(s), StringComparer.Ordinal),
        view.Plan,
        view.Row.Author,
        view.Row.CreatedAt,
        view.Row.StartedAt,
        view.Row.FinishedAt);
}
