using Microsoft.EntityFrameworkCore;
using Provisioning.Flows;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Names.Dangers;

/// <summary>How the names of one MUD file stand, beside those of all other files.</summary>
public sealed class FileNames
{
    private const int Page = 500;

    private readonly IDbContextFactory<AcsDbContext> _contexts;
    private readonly ExposureCatalogue _catalogue;
    private readonly TimeProvider _time;
    private readonly NameUse _use = new();

    internal FileNames(IDbContextFactory<AcsDbContext> contexts, ExposureCatalogue catalogue, TimeProvider time) =>
        (_contexts, _catalogue, _time) = (contexts, catalogue, time);

    /// <returns>Null: there is no such file. Nothing of it is known while it has no content.</returns>
    public async Task<FileNamesReport?> ReadAsync(long fileId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (await db.MudFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId, cancellationToken) is not { } row)
        {
            return null;
        }

        if (row.Content is null || MudParser.Parse(row.Content).File is not { } file)
        {
            return new FileNamesReport([], []);
        }

        var names = NameUse.Of(file).Order(StringComparer.Ordinal).ToList();
        var known = await db.ResolvedNames.AsNoTracking().Where(n => names.Contains(n.Name)).ToDictionaryAsync(n => n.Name, StringComparer.Ordinal, cancellationToken);
        var shared = await SharedAsync(db, row.Url, known, cancellationToken);
        var reports = new List<NameReport>(names.Count);
        foreach (var name in names)
        {
            reports.Add(await ReportAsync(db, name, known.GetValueOrDefault(name), shared.GetValueOrDefault(name) ?? [], cancellationToken));
        }

        return new FileNamesReport(FileDangers.Of(file, _catalogue), reports);
    }

    private async Task<NameReport> ReportAsync(AcsDbContext db, string name, ResolvedNameRow? row, IReadOnlyList<string> shared, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var addresses = ResolvedAddresses.List(row?.Addresses);
        var asked = db.GatewayNames.Where(n => n.Name == name && n.AnsweredAt != null);
        var strayed = 0;
        foreach (var told in await asked.OrderByDescending(n => n.AnsweredAt).Take(Page).Select(n => n.Addresses).ToListAsync(cancellationToken))
        {
            strayed += ResolvedAddresses.List(told) is { Count: > 0 } own && addresses.Count > 0 && !own.Any(addresses.Contains) ? 1 : 0;
        }

        var history = NameHistory.Read(row?.History);
        return new NameReport(
            name, row?.Behaviour ?? NameBehaviour.Stable, [.. addresses.Select(a => a.ToString())], row?.ResolvedAt, row?.TimeToLive,
            history.ChangesInDay(now), history.Seen.Count, await asked.CountAsync(cancellationToken), row?.Failure,
            NameDangers.Of(name, row, shared, strayed, _catalogue));
    }

    /// <summary>Authorities of other makers' files that reach an address of one of these names.</summary>
    private async Task<Dictionary<string, IReadOnlyList<string>>> SharedAsync(
        AcsDbContext db, string url, IReadOnlyDictionary<string, ResolvedNameRow> known, CancellationToken cancellationToken)
    {
        var mine = known.Values.SelectMany(n => ResolvedAddresses.List(n.Addresses).Select(a => (Address: a, n.Name))).ToLookup(n => n.Address, n => n.Name);
        var use = await _use.ReadAsync(db, cancellationToken);
        var shared = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        for (var last = ""; ;)
        {
            var after = last;
            var page = await db.ResolvedNames.Where(n => string.Compare(n.Name, after) > 0).OrderBy(n => n.Name)
                .Select(n => new { n.Name, n.Addresses }).Take(Page).ToListAsync(cancellationToken);
            foreach (var other in page.Where(n => !known.ContainsKey(n.Name) && use.ContainsKey(n.Name)))
            {
                foreach (var name in ResolvedAddresses.List(other.Addresses).SelectMany(a => mine[a]).Distinct(StringComparer.Ordinal))
                {
                    shared.TryAdd(name, new SortedSet<string>(StringComparer.OrdinalIgnoreCase));
                    shared[name].UnionWith(use[other.Name].Select(Authority).Where(a => a != Authority(url)));
                }
            }

            if (page.Count < Page)
            {
                return shared.ToDictionary(s => s.Key, IReadOnlyList<string> (s) => [.. s.Value], StringComparer.Ordinal);
            }

            last = page[^1].Name;
        }
    }

    private static string Authority(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed.Authority : url;
}
