using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Wire;

/// <summary>Switches recording on and off; in force on this node when it returns, on others within seconds.</summary>
public sealed class WireAdministration(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, WireRules rules, TimeProvider time)
{
    /// <summary>Records one device until then; a switch that is on is set anew.</summary>
    public async Task<WireRuleRow> SwitchOnAsync(string deviceKey, DateTimeOffset? until, string author, CancellationToken cancellationToken)
    {
        var row = New(WireRuleKind.Device, until, author);
        row.DeviceKey = deviceKey;
        await commit.CommitAsync(
            async (db, token) =>
            {
                db.WireRules.RemoveRange(await db.WireRules.Where(r => r.DeviceKey == deviceKey).ToListAsync(token));
                db.WireRules.Add(row);
                await NoteAsync(db, deviceKey, until is { } end ? $"{author} records what is said until {end:u}." : $"{author} records what is said.", token);
            },
            cancellationToken);
        await rules.ReloadAsync(cancellationToken);
        return row;
    }

    public async Task SwitchOffAsync(string deviceKey, string author, CancellationToken cancellationToken)
    {
        await commit.CommitAsync(
            async (db, token) =>
            {
                var rows = await db.WireRules.Where(r => r.DeviceKey == deviceKey).ToListAsync(token);
                if (rows.Count > 0)
                {
                    db.WireRules.RemoveRange(rows);
                    await NoteAsync(db, deviceKey, $"{author} no longer records what is said.", token);
                }
            },
            cancellationToken);
        await rules.ReloadAsync(cancellationToken);
    }

    public async Task<WireRuleRow> AddAsync(WireRuleKind kind, string? search, DateTimeOffset? until, string author, CancellationToken cancellationToken)
    {
        var row = New(kind, until, author);
        row.Search = search;
        await commit.CommitAsync(
            (db, _) =>
            {
                db.WireRules.Add(row);
                return Task.CompletedTask;
            },
            cancellationToken);
        await rules.ReloadAsync(cancellationToken);
        return row;
    }

    /// <returns>False: there is no such rule.</returns>
    public async Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        var removed = 0;
        await commit.CommitAsync(async (db, token) => removed = await db.WireRules.Where(r => r.Id == id).ExecuteDeleteAsync(token), cancellationToken);
        await rules.ReloadAsync(cancellationToken);
        return removed > 0;
    }

    /// <summary>The rules in force, a device's switches among them, oldest first.</summary>
    public async Task<IReadOnlyList<WireRuleRow>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WireRules.AsNoTracking().Where(r => r.Until == null || r.Until > now).OrderBy(r => r.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>The device's switch, or null: it is off.</summary>
    public async Task<WireRuleRow?> OfAsync(string deviceKey, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WireRules.AsNoTracking().FirstOrDefaultAsync(r => r.DeviceKey == deviceKey && (r.Until == null || r.Until > now), cancellationToken);
    }

    private WireRuleRow New(WireRuleKind kind, DateTimeOffset? until, string author) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        Kind = kind,
        Until = until,
        Author = author,
        CreatedAt = time.GetUtcNow(),
    };

    private async Task NoteAsync(AcsDbContext db, string deviceKey, string text, CancellationToken cancellationToken)
    {
        if (await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Key == deviceKey, cancellationToken) is { } device)
        {
            db.DeviceEvents.Add(new DeviceEventRow { DeviceId = device.Id, At = time.GetUtcNow(), Kind = "wire.recording", Text = text });
        }
    }
}
