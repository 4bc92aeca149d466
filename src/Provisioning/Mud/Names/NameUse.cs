using Microsoft.EntityFrameworkCore;
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
                foreach (var name in await NamesAsync(db, file.Id, file.Sha256 ?? "", fresh, cancellationToken))
                {
                    if (!use.TryGetValue(name, out var urls))
                    {
                        use.Add(name, urls = []);
                    }

                    urls.Add(file.Url);
                }
            }

            if (page.Count < Page)
            {
                break;
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

    private async Task<IReadOnlyList<string>> NamesAsync(
        AcsDbContext db, long id, string sha, Dictionary<string, IReadOnlyList<string>> fresh, CancellationToken cancellationToken)
    {
        if (!fresh.TryGetValue(sha, out var names) && !_bySha.TryGetValue(sha, out names))
        {
            var content = await db.MudFiles.Where(f => f.Id == id).Select(f => f.Content).FirstOrDefaultAsync(cancellationToken);
            names = content is not null && MudParser.Parse(content).File is { } file ? Of(file) : [];
        }

        fresh[sha] = names;
        return names;
    }
}
