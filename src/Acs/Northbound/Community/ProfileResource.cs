using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A profile of the community.</summary>
/// <param name="MudUrl">Of the file that it narrows; null: see <paramref name="Model"/>.</param>
/// <param name="State"><c>submitted</c>, <c>reviewed</c> (waits for more submitters), <c>inForce</c>, <c>refused</c> or <c>withdrawn</c>.</param>
/// <param name="Submitters">Different ones whose profiles let the same packets through.</param>
/// <param name="Needed">So many put it in force when an operator agrees.</param>
/// <param name="Overridden">In force with fewer, by the reviewer's word.</param>
/// <param name="Sha256">Of the content.</param>
/// <param name="Submissions">Who submitted it, and how it was made; only where one profile is asked for.</param>
internal sealed record ProfileResource(
    Guid Id, string? MudUrl, string? Model, string State, int Submitters, int Needed, bool Overridden, string Sha256, DateTimeOffset SubmittedAt,
    string? ReviewedBy, DateTimeOffset? ReviewedAt, string? Reason, DateTimeOffset? InForceAt, string? WithdrawnBy, DateTimeOffset? WithdrawnAt,
    IReadOnlyList<ProfileSubmissionResource>? Submissions)
{
    public static ProfileResource Of(CommunityProfileRow row, int needed, IReadOnlyList<CommunityVoteRow>? votes = null)
    {
        var state = row.State.ToString();
        return new ProfileResource(
            row.Id, row.MudUrl, row.Model, char.ToLowerInvariant(state[0]) + state[1..], row.Submitters, needed, row.Overridden, row.Sha256, row.SubmittedAt,
            row.ReviewedBy, row.ReviewedAt, row.Reason, row.InForceAt, row.WithdrawnBy, row.WithdrawnAt,
            votes is null ? null : [.. votes.Select(v => new ProfileSubmissionResource(v.Name, v.At, v.Provenance, v.Licence, v.Sha256))]);
    }
}
