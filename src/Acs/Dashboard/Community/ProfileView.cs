using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Mud.Community;
using Provisioning.Mud.Difference;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Dashboard.Community;

/// <summary>A profile with its submissions and what it would block.</summary>
/// <param name="Blocked">Null: there is no file to compare it with, or it is decided already.</param>
internal sealed record ProfileView(CommunityProfileRow Profile, IReadOnlyList<CommunityVoteRow> Votes, IReadOnlyList<MudFlow>? Blocked)
{
    public const int MostFlows = 20;
    private const int MostShown = 50;
    private const int MostVotes = 10;

    public string Word => Profile.State == CommunityState.InForce ? "active" : Profile.State is CommunityState.Submitted or CommunityState.Reviewed ? "waiting" : Profile.State.ToString().ToLowerInvariant();

    /// <param name="compared">What was worked out before: a page reads itself again and again.</param>
    /// <summary>Those that wait for a decision first, then those in force, then what was decided last.</summary>
    public static async Task<IReadOnlyList<ProfileView>> ReadAsync(
        AcsDbContext db, Dictionary<(Guid Profile, string File), IReadOnlyList<MudFlow>?> compared, CancellationToken cancellationToken)
    {
        var profiles = await db.CommunityProfiles
            .OrderBy(p => p.State == CommunityState.Submitted ? 0 : p.State == CommunityState.Reviewed ? 1 : p.State == CommunityState.InForce ? 2 : 3).ThenByDescending(p => p.SubmittedAt)
            .Take(MostShown).ToListAsync(cancellationToken);
        var urls = profiles.Where(IsOpen).Select(p => p.MudUrl).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var files = await db.MudFiles.Where(f => urls.Contains(f.Url)).Select(f => new { f.Url, f.Sha256 }).ToDictionaryAsync(f => f.Url, f => f.Sha256, StringComparer.Ordinal, cancellationToken);
        var views = new List<ProfileView>();
        foreach (var profile in profiles)
        {
            var votes = await db.CommunityVotes.Where(v => v.ProfileId == profile.Id).OrderBy(v => v.At).Take(MostVotes).ToListAsync(cancellationToken);
            views.Add(new ProfileView(profile, votes, IsOpen(profile) && profile.MudUrl is { } url && files.GetValueOrDefault(url) is { } sha ? await BlocksAsync(db, profile, sha, compared, cancellationToken) : null));
        }

        return views;
    }

    private static bool IsOpen(CommunityProfileRow profile) => profile.State is CommunityState.Submitted or CommunityState.Reviewed or CommunityState.InForce;

    private static async Task<IReadOnlyList<MudFlow>?> BlocksAsync(
        AcsDbContext db, CommunityProfileRow profile, string sha, Dictionary<(Guid Profile, string File), IReadOnlyList<MudFlow>?> compared, CancellationToken cancellationToken)
    {
        if (!compared.TryGetValue((profile.Id, sha), out var blocked))
        {
            var made = await db.MudFiles.Where(f => f.Url == profile.MudUrl).Select(f => f.Content).FirstOrDefaultAsync(cancellationToken);
            compared[(profile.Id, sha)] = blocked =
                made is not null && MudParser.Parse(made).File is { } file && MudParser.Parse(profile.Content).File is { } said ? MudDifference.Of(file, said)?.Lost : null;
        }

        return blocked;
    }
}
