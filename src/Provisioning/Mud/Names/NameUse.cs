using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Community;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Model;
using Provisioning.Storage;

namespace Provisioning.Mud.Names;

/// <summary>Which MUD URLs use which names. Files are parsed once per content.</summary>
internal sealed class NameUse
{
    private const int Page = 100;
    private Dictionary<string, IReadOnlyList<string>> _bySha = new(StringComparer.Ordinal);

    /// <returns>Name to the URLs of the files in force that use it.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(AcsDbContext db, CancellationToken cancellationToken)
    {
        var fresh = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var use = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (long last = 0; ;)
        {
            var page = await db.MudFiles.AsNoTracking().Where(f => f.Id > last && f.State == MudFileState.Good)
                .OrderBy(f => f.Id).Select(f => new { f.Id, f.Url, f.Sha256 }).Take(Page).ToListAsync(cancellationToken);
            foreach (var file in page)
            {
                last = file.Id;
                var content = db.MudFiles.Where(f => f.Id == file.Id).Select(f => f.Content);
                Add(use, await NamesAsync(content, file.Sha256 ?? "", fresh, cancellationToken), file.Url);
            }

            if (page.Count < Page)
            {
                break;
            }
        }

        // Versions that a campaign brings to some gateways before they are in force.
        var assigned = await db.MudFileVersions.AsNoTracking().Where(v => db.DeviceMudVersions.Any(a => a.MudFileId == v.MudFileId && a.Sha256 == v.Sha256))
            .Select(v => new { v.Id, v.Sha256, Url = db.MudFiles.Where(f => f.Id == v.MudFileId).Select(f => f.Url).First() }).ToListAsync(cancellationToken);
        foreach (var version in assigned)
        {
            Add(use, await NamesAsync(db.MudFileVersions.Where(v => v.Id == version.Id).Select(v => (byte[]?)v.Content), version.Sha256, fresh, cancellationToken), version.Url);
        }

        // A profile of the community narrows by its own names.
        var profiles = await db.CommunityProfiles.AsNoTracking().Where(p => p.State == CommunityState.InForce)
            .Select(p => new { p.Id, Url = p.MudUrl, p.Model, p.Sha256 }).ToListAsync(cancellationToken);
        foreach (var profile in profiles)
        {
            var content = db.CommunityProfiles.Where(p => p.Id == profile.Id).Select(p => p.Content);
            Add(use, await NamesAsync(content, profile.Sha256, fresh, cancellationToken), profile.Url ?? ModelUrl.Of(profile.Model ?? ""));
        }

        // Entries of ISP and subscribers use names of their own; whom they concern is found when an answer is another.
        foreach (var peer in await PolicyEntryText.NamesOf(PolicyEntries.Standing(db)).ToListAsync(cancellationToken))
        {
            if (PolicyPeer.Parse(peer) is PolicyPeer.Name { Value: var name })
            {
                use.TryAdd(name, []);
            }
        }

        _bySha = fresh;
        return use.ToDictionary(u => u.Key, IReadOnlyList<string> (u) => u.Value, StringComparer.Ordinal);
    }

    public static IReadOnlyList<string> Of(MudFile file) =>
    [
        .. file.FromDevice.Concat(file.ToDevice)
            .SelectMany(acl => acl.Aces)
            .SelectMany(ace => new[] { ace.Match.SourceName, ace.Match.DestinationName })
            .OfType<string>()
            .Distinct(StringComparer.Ordinal),
    ];

    private static void Add(Dictionary<string, List<string>> use, IReadOnlyList<string> names, string url)
    {
        foreach (var name in names)
        {
            if (!use.TryGetValue(name, out var urls))
            {
                use.Add(name, urls = []);
            }

            if (!urls.Contains(url, StringComparer.Ordinal))
            {
                urls.Add(url);
            }
        }
    }

    private async Task<IReadOnlyList<string>> NamesAsync(
        IQueryable<byte[]?> contents, string sha, Dictionary<string, IReadOnlyList<string>> fresh, CancellationToken cancellationToken)
    {
        if (!fresh.TryGetValue(sha, out var names) && !_bySha.TryGetValue(sha, out names))
        {
            var content = await contents.FirstOrDefaultAsync(cancellationToken);
            names = content is not null && MudParser.Parse(content).File is { } file ? Of(file) : [];
        }

        fresh[sha] = names;
        return names;
    }
}
