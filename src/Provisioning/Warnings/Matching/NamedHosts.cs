using System.Text;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Warnings.Csaf;

namespace Provisioning.Warnings.Matching;

/// <summary>
/// Hosts that announce no MUD URL and whose own name says that they may be what an advisory speaks of. Anybody may call a thing anything, and
/// no version is known, so this is the weakest of all matches: a few of them are proposed for a person to look at, one by one.
/// </summary>
internal static class NamedHosts
{
    /// <summary>Proposals of one advisory by names only.</summary>
    public const int Most = 100;

    private const int MostNames = 20;

    public static async Task<IReadOnlyList<NamedHost>> FindAsync(AcsDbContext db, CsafAdvisory advisory, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(long, string), NamedHost>();
        foreach (var name in advisory.Products.Values.SelectMany(ProductIdentity.HostNames).Distinct(StringComparer.Ordinal).Take(MostNames))
        {
            // Coarse in the database: the letters in their order. What it means is decided by the same function as everywhere.
            var pattern = PatternOf(name);
            var hosts = await db.Hosts.AsNoTracking().Where(h => h.MudUrl == null && h.HostName != null && EF.Functions.Like(h.HostName.ToLower(), pattern))
                .OrderBy(h => h.DeviceId).ThenBy(h => h.Mac).Take(Most).Select(h => new { h.DeviceId, h.Mac, h.HostName }).ToListAsync(cancellationToken);
            foreach (var host in hosts)
            {
                if (AdvisoryMatch.Of(advisory, new Thing(null, null, [], [], host.HostName)) is { Status: MatchStatus.Affected or MatchStatus.Unknown } match)
                {
                    found.TryAdd((host.DeviceId, host.Mac), new NamedHost(host.DeviceId, host.Mac, match));
                }
            }
        }

        return [.. found.Values.OrderBy(h => h.DeviceId).ThenBy(h => h.Mac, StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>Letters and digits only, so nothing of it is special to LIKE; between them a name may have dashes and dots.</summary>
    private static string PatternOf(string name)
    {
        var pattern = new StringBuilder("%");
        foreach (var letter in name)
        {
            pattern.Append(letter).Append('%');
        }

        return pattern.ToString();
    }
}
