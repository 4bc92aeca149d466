using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Difference;
using Provisioning.Mud.Model;
using Provisioning.Storage;

namespace Provisioning.Mud.Hosts;

/// <summary>To go over to another file is no way around a person's approval of a wider one (<see cref="MudOptions.WideningNeedsApproval"/>).</summary>
internal static class SuccessionWidening
{
    /// <returns>The answer as it was; or that the host waits, because the announced URL's file lets through what the known one's does not.</returns>
    public static async Task<Succession> HoldAsync(
        AcsDbContext db, Succession answer, string known, string announced, bool needsApproval, CancellationToken cancellationToken)
    {
        if (!needsApproval || !answer.Follows || await FileAsync(db, known, cancellationToken) is not { } old || await FileAsync(db, announced, cancellationToken) is not { } next)
        {
            return answer;
        }

        return MudDifference.Of(old, next)?.Gained.Count is 0
            ? answer
            : new Succession(false, "Its file lets flows through that the file of the known URL does not; it waits for a person.");
    }

    private static async Task<MudFile?> FileAsync(AcsDbContext db, string url, CancellationToken cancellationToken)
    {
        // What this very commit brings is only in the context yet.
        var content = db.MudFiles.Local.FirstOrDefault(f => f.Url == url) is { } row ? row.Content
            : await db.MudFiles.Where(f => f.Url == url).Select(f => f.Content).FirstOrDefaultAsync(cancellationToken);
        return content is null ? null : MudParser.Parse(content).File;
    }
}
