using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Modes;

/// <summary>Who chose which mode, and what comes of it: every choice stays on record with author and date, and the hosts' rows follow.</summary>
public sealed class HostModes(IGroupCommit commit, IWorkSignal signal, IOptions<MudOptions> options, TimeProvider time)
{
    /// <summary>Tags with a mode of their own.</summary>
    public const int MaxTags = 100;

    public MudMode Default => options.Value.DefaultMode;

    /// <summary>What stands for one home: its own choices, and those of its gateway's tags.</summary>
    public static async Task<IReadOnlyList<MudChoiceRow>> StandingAsync(AcsDbContext db, DeviceRow device, CancellationToken cancellationToken)
    {
        var tags = device.Tags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return await Standing(db).Where(c => c.DeviceId == device.Id || (c.Tag != null && tags.Contains(c.Tag))).ToListAsync(cancellationToken);
    }

    /// <summary>The home's mode, or the subscriber's opting out; null takes it back.</summary>
    /// <returns>False: there is no such device.</returns>
    public async Task<bool> SetAsync(long deviceId, ModeSource source, MudMode? mode, string author, CancellationToken cancellationToken)
    {
        var found = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                var device = await db.Devices.FirstOrDefaultAsync(d => d.Id == deviceId, token);
                found = device is not null;
                if (device is not null && await ChooseAsync(db, device, source, null, mode, author, token))
                {
                    Tell(db, device.Id, Describe(source, mode, author));
                    await SettleAsync(db, device, token);
                    device.Revision++;
                }
            },
            cancellationToken);
        signal.FirewallDirty();
        return found;
    }

    /// <summary>The mode of all gateways with a tag; null takes it back. However many they are, it is a handful of statements.</summary>
    /// <returns>False: there are too many tags with a mode already.</returns>
    public async Task<bool> SetTagAsync(string tag, MudMode? mode, string author, CancellationToken cancellationToken)
    {
        var taken = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                var standing = await Standing(db).Where(c => c.Source == ModeSource.Tag).ToListAsync(token);
                taken = mode is null || standing.Count < MaxTags || standing.Exists(c => c.Tag == tag);
                if (!taken || standing.Exists(c => c.Tag == tag && c.Mode == mode))
                {
                    return;
                }

                foreach (var before in standing.Where(c => c.Tag == tag))
                {
                    End(before, author);
                }

                if (mode is { } chosen)
                {
                    db.MudChoices.Add(New(ModeSource.Tag, chosen, author, tag: tag));
                }

                Tell(db, null, $"{author} {(mode is { } said ? $"sets gateways with tag {tag} to {Word(said)}" : $"takes the mode of tag {tag} back")}.");
                await SettleTagAsync(db, tag, [.. standing.Where(c => c.EndedAt == null).Select(c => (c.Tag!, c.Mode)), .. mode is { } now ? [(tag, now)] : Array.Empty<(string, MudMode)>()], token);
            },
            cancellationToken);
        signal.FirewallDirty();
        return taken;
    }

    /// <summary>Hosts that nobody chose a mode for follow the configuration, which may be another since the last start.</summary>
    public async Task FollowDefaultAsync(CancellationToken cancellationToken)
    {
        var mode = Default;
        var changed = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                var hosts = db.Hosts.Where(h => h.ModeSetBy == ModeSource.Default && h.Mode != mode);
                changed = await hosts.AnyAsync(token);
                if (changed)
                {
                    await MarkAsync(db.Devices.Where(d => hosts.Any(h => h.DeviceId == d.Id && h.MudUrl != null)), token);
                    await hosts.ExecuteUpdateAsync(h => h.SetProperty(x => x.Mode, mode), token);
                    Tell(db, null, $"Hosts that nobody chose a mode for are set to {Word(mode)}, as {MudOptions.Section}:DefaultMode says.");
                }
            },
            cancellationToken);
        if (changed)
        {
            signal.FirewallDirty();
        }
    }

    /// <summary>Within somebody's commit, who raises the device's revision: a host's own mode; null takes it back.</summary>
    internal async Task<bool> ChooseAsync(
        AcsDbContext db, DeviceRow device, ModeSource source, string? mac, MudMode? mode, string author, CancellationToken cancellationToken)
    {
        var before = await Standing(db).Where(c => c.DeviceId == device.Id && c.Source == source && c.Mac == mac).ToListAsync(cancellationToken);
        if (mode is null ? before.Count == 0 : before.Exists(c => c.Mode == mode))
        {
            return false;
        }

        before.ForEach(c => End(c, author));
        if (mode is { } chosen)
        {
            db.MudChoices.Add(New(source, chosen, author, device.Id, mac));
        }

        return true;
    }

    /// <summary>Within somebody's commit, who raises the device's revision: the hosts' rows follow what stands.</summary>
    internal async Task SettleAsync(AcsDbContext db, DeviceRow device, CancellationToken cancellationToken)
    {
        // Choices of this commit are in the context only, ended ones of it still stand in the database.
        var stored = await StandingAsync(db, device, cancellationToken);
        var fresh = db.MudChoices.Local.Where(c => c.DeviceId == device.Id);
        var standing = stored.Concat(fresh).Distinct().Where(c => c.EndedAt is null).ToList();
        foreach (var host in await db.Hosts.Where(h => h.DeviceId == device.Id).ToListAsync(cancellationToken))
        {
            var mode = EffectiveMode.Of(host.Mac, standing, Default);
            if ((host.Mode, host.ModeSetBy) != (mode.Mode, mode.SetBy))
            {
                (host.Mode, host.ModeSetBy) = (mode.Mode, mode.SetBy);
                device.FirewallDirty |= true;
            }
        }
    }

    internal static IQueryable<MudChoiceRow> Standing(AcsDbContext db) => db.MudChoices.Where(c => c.EndedAt == null);

    private async Task SettleTagAsync(AcsDbContext db, string tag, IReadOnlyList<(string Tag, MudMode Mode)> tags, CancellationToken cancellationToken)
    {
        var (pattern, mode) = ($" {tag} ", Default);
        var devices = db.Devices.Where(d => d.Tags.Contains(pattern));
        var hosts = db.Hosts.Where(h => (h.ModeSetBy == ModeSource.Tag || h.ModeSetBy == ModeSource.Default) && devices.Any(d => d.Id == h.DeviceId));
        await MarkAsync(devices.Where(d => hosts.Any(h => h.DeviceId == d.Id && h.MudUrl != null)), cancellationToken);
        await hosts.ExecuteUpdateAsync(h => h.SetProperty(x => x.Mode, mode).SetProperty(x => x.ModeSetBy, ModeSource.Default), cancellationToken);
        foreach (var (name, chosen) in tags.OrderByDescending(t => t.Mode))
        {
            var words = $" {name} ";
            await hosts.Where(h => db.Devices.Any(d => d.Id == h.DeviceId && d.Tags.Contains(words)))
                .ExecuteUpdateAsync(h => h.SetProperty(x => x.Mode, chosen).SetProperty(x => x.ModeSetBy, ModeSource.Tag), cancellationToken);
        }
    }

    private static Task<int> MarkAsync(IQueryable<DeviceRow> devices, CancellationToken cancellationToken) => devices.ExecuteUpdateAsync(
        d => d.SetProperty(x => x.FirewallDirty, true).SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);

    private MudChoiceRow New(ModeSource source, MudMode mode, string author, long? deviceId = null, string? mac = null, string? tag = null) =>
        new() { Source = source, DeviceId = deviceId, Mac = mac, Tag = tag, Mode = mode, Author = author, At = time.GetUtcNow() };

    private void End(MudChoiceRow choice, string author) => (choice.EndedAt, choice.EndedBy) = (time.GetUtcNow(), author);

    private void Tell(AcsDbContext db, long? deviceId, string text) =>
        db.DeviceEvents.Add(new DeviceEventRow { DeviceId = deviceId, At = time.GetUtcNow(), Kind = "mud.mode", Text = text });

    private static string Describe(ModeSource source, MudMode? mode, string author) => (source, mode) switch
    {
        (ModeSource.Subscriber, not null) => $"{author} opts out: the home's hosts are held to no MUD file. What the ISP forbids by name stays forbidden.",
        (ModeSource.Subscriber, null) => $"{author} opts in again.",
        (_, { } chosen) => $"{author} sets the home to {Word(chosen)}.",
        _ => $"{author} takes the home's mode back.",
    };

    private static string Word(MudMode mode) => mode.ToString().ToLowerInvariant();
}
