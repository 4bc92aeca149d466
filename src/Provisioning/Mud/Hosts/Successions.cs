using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Refresh;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Hosts;

/// <summary>Hosts that wait for the file of a URL which they may go over to. A statement for each known URL: a popular model stands in a million homes.</summary>
internal static class Successions
{
    /// <summary>The file has a content in force now: whoever may go over to it does.</summary>
    /// <param name="wideningNeedsApproval">False also where a person has just approved the content.</param>
    public static async Task FollowAsync(AcsDbContext db, MudFileRow file, bool wideningNeedsApproval, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var url = file.Url;
        var known = await db.Hosts.Where(h => h.ProposedMudUrl == url && h.MudUrl != null && h.MudUrlSource != "assigned" && h.MudUrlSource != "certificate")
            .Select(h => h.MudUrl!).Distinct().Take(AffectedDevices.MaxLines).ToListAsync(cancellationToken);
        foreach (var from in known)
        {
            var answer = Succession.Of(from, await MudFileStanding.FindAsync(db, from, cancellationToken), url, MudFileStanding.Of(file));
            answer = await SuccessionWidening.HoldAsync(db, answer, from, url, wideningNeedsApproval, cancellationToken);
            var waiting = db.Hosts.Where(h => h.ProposedMudUrl == url && h.MudUrl == from && h.MudUrlSource != "assigned" && h.MudUrlSource != "certificate");
            if (!answer.Follows)
            {
                await waiting.ExecuteUpdateAsync(h => h.SetProperty(x => x.ProposedMudUrlReason, answer.Because), cancellationToken);
                continue;
            }

            await waiting.ExecuteUpdateAsync(
                h => h.SetProperty(x => x.MudUrl, url).SetProperty(x => x.MudUrlSource, x => x.ProposedMudUrlSource ?? x.MudUrlSource)
                    .SetProperty(x => x.ProposedMudUrl, (string?)null).SetProperty(x => x.ProposedMudUrlSource, (string?)null)
                    .SetProperty(x => x.ProposedMudUrlReason, (string?)null),
                cancellationToken);
            await AffectedDevices.MarkDirtyAsync(db, [url], cancellationToken);
            await AffectedDevices.TellAsync(db, url, "mud.announced", $"Hosts went over from {from} to {url}, another file of the same folder and signer.", now, cancellationToken);
        }
    }
}
