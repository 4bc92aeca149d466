using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Devices.Search;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Wire;

/// <summary>What is to be recorded, in memory; read again every few seconds, as another node may have changed it.</summary>
public sealed class WireRules(IDbContextFactory<AcsDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a newcomer counts as unknown.</summary>
    private static readonly TimeSpan Newcomer = TimeSpan.FromMinutes(5);

    private volatile bool _isOn;
    private volatile Snapshot _rules = new(new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal), []);

    /// <summary>False: nothing is recorded at all. This is all that a session asks while it is so.</summary>
    public bool IsOn => _isOn;

    /// <param name="deviceKey">Null: not known yet.</param>
    public WireInterest Of(string? deviceKey)
    {
        var rules = _rules;
        var now = time.GetUtcNow();
        if (deviceKey is not null && rules.Devices.TryGetValue(deviceKey, out var until) && until > now)
        {
            return WireInterest.Yes;
        }

        return deviceKey is null || rules.Others.Any(r => r.Until is not { } end || end > now) ? WireInterest.Perhaps : WireInterest.No;
    }

    /// <summary>Reads the rules anew.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.WireRules.AsNoTracking().Where(r => r.Until == null || r.Until > now).ToListAsync(cancellationToken);
        var devices = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var row in rows.Where(r => r.Kind == WireRuleKind.Device && r.DeviceKey is not null))
        {
            devices[row.DeviceKey!] = row.Until ?? DateTimeOffset.MaxValue;
        }

        _rules = new Snapshot(devices, [.. rows.Where(r => r.Kind != WireRuleKind.Device)]);
        _isOn = rows.Count > 0;
    }

    /// <summary>Asks the rules about a device that <see cref="Of"/> could not decide.</summary>
    public async Task<bool> WantAsync(AcsDbContext db, DeviceRow device, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rules = _rules;
        if (rules.Devices.TryGetValue(device.Key, out var until) && until > at)
        {
            return true;
        }

        foreach (var rule in rules.Others.Where(r => r.Until is not { } end || end > at))
        {
            var matches = rule.Kind switch
            {
                WireRuleKind.Faulted => device.Convergence == ConvergenceState.Faulted,
                WireRuleKind.Unknown => device.Status == DeviceStatus.Quarantined || at < device.FirstContactAt + Newcomer,
                WireRuleKind.Search => await FindsAsync(db, rule, device.Id, cancellationToken),
                _ => false,
            };
            if (matches)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> FindsAsync(AcsDbContext db, WireRuleRow rule, long deviceId, CancellationToken cancellationToken) =>
        SearchParser.Parse(rule.Search, out _) is { } search
        && await (await DeviceSearch.ApplyAsync(db, search, time.GetUtcNow(), cancellationToken)).AnyAsync(d => d.Id == deviceId, cancellationToken);

    private sealed record Snapshot(IReadOnlyDictionary<string, DateTimeOffset> Devices, IReadOnlyList<WireRuleRow> Others);
}
