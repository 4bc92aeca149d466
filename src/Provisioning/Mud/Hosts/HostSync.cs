using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Mud.Community;
using Provisioning.Mud.Fingerprints;
using Provisioning.Mud.Modes;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Hosts;

/// <summary>
/// The rules for MUD URLs that a LAN announces. Anything on a LAN can announce any URL, so an announcement may put a host
/// under a file, or under another release of that file, but never free it from one: a host that stops announcing keeps its
/// URL, and another maker's URL waits for a person (RFC 8520 §16).
/// </summary>
internal sealed class HostSync(IOptions<MudOptions> options, FingerprintCatalogue fingerprints) : IHostSync
{
    /// <summary>MAC addresses are free to invent: beyond this the hosts longest gone are forgotten.</summary>
    public const int MaxRows = 2 * HostInventory.MaxHosts;

    private static readonly TimeSpan PresenceGrain = TimeSpan.FromHours(1);

    public async Task<bool> ApplyAsync(
        AcsDbContext db, DeviceRow device, IReadOnlyList<LanHost> hosts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Hosts.Where(h => h.DeviceId == device.Id).LoadAsync(cancellationToken);
        var rows = db.Hosts.Local.Where(h => h.DeviceId == device.Id).ToDictionary(h => h.Mac, StringComparer.Ordinal);
        var changes = new HostChanges(db, device, now);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<MudChoiceRow>? standing = null;
        foreach (var host in hosts.Take(HostInventory.MaxHosts).Where(h => seen.Add(h.Mac)))
        {
            if (!rows.TryGetValue(host.Mac, out var row))
            {
                standing ??= await HostModes.StandingAsync(db, device, cancellationToken);
                var mode = EffectiveMode.Of(host.Mac, standing, options.Value.DefaultMode);
                row = new HostRow
                {
                    DeviceId = device.Id, Mac = host.Mac, FirstSeenAt = now, LastSeenAt = now, Mode = mode.Mode, ModeSetBy = mode.SetBy,
                };
                rows.Add(host.Mac, row);
                db.Hosts.Add(row);
                changes.Any = true;
            }

            await ApplyAsync(row, host, changes, cancellationToken);
            Recognise(row, host, changes);
        }

        foreach (var gone in rows.Values.Where(r => r.Active && !seen.Contains(r.Mac)))
        {
            gone.Active = false;
            changes.Of(gone);
        }

        Forget(db, rows, seen, changes);
        await changes.FinishAsync(cancellationToken);
        return changes.Any;
    }

    private async Task ApplyAsync(HostRow row, LanHost host, HostChanges changes, CancellationToken cancellationToken)
    {
        var addresses = string.Join(' ', host.Addresses);
        if (row.Addresses != addresses || row.Active != host.Active)
        {
            row.Addresses = addresses;
            row.Active = host.Active;
            changes.Of(row);
        }

        if (host.HostName is not null && row.HostName != host.HostName)
        {
            row.HostName = host.HostName;
            changes.Any = true;
        }

        if (host.VendorClass is not null && row.VendorClass != host.VendorClass)
        {
            row.VendorClass = host.VendorClass;
            changes.Any = true;
        }

        if (host.Active && changes.Now - row.LastSeenAt >= PresenceGrain)
        {
            row.LastSeenAt = changes.Now;
        }

        await AnnounceAsync(row, host, changes, cancellationToken);
    }

    private async Task AnnounceAsync(HostRow row, LanHost host, HostChanges changes, CancellationToken cancellationToken)
    {
        if (host.MudUrl is not { } announced)
        {
            if (row.MudUrl is null && host.MudUrlIgnored is { } ignored)
            {
                changes.Explain(row, $"This host announces no usable MUD URL: {ignored}.");
            }

            return;
        }

        if (row.MudUrlSource is "assigned" or "certificate" || row.MudUrl == announced)
        {
            // A person's choice wins, and so does a verified certificate; and a host back at its own URL proposes nothing any more.
            if (row.ProposedMudUrl is not null)
            {
                (row.ProposedMudUrl, row.ProposedMudUrlSource, row.ProposedMudUrlReason) = (null, null, null);
                changes.Any = true;
            }

            return;
        }

        var next = await MudFileStanding.FindAsync(changes.Db, announced, cancellationToken);
        var succession = row.MudUrl is { } known
            ? Succession.Of(known, await MudFileStanding.FindAsync(changes.Db, known, cancellationToken), announced, next)
            : new Succession(true, null);
        if (row.MudUrl is { } from)
        {
            succession = await SuccessionWidening.HoldAsync(changes.Db, succession, from, announced, options.Value.WideningNeedsApproval, cancellationToken);
        }

        if (succession.Follows)
        {
            changes.Tell("mud.announced", row.MudUrl is null
                ? $"Host {row.Mac} announces {announced} by {host.MudUrlSource}."
                : $"Host {row.Mac} went over from {row.MudUrl} to {announced}, another file of the same folder.");
            row.MudUrl = announced;
            row.MudUrlSource = host.MudUrlSource;
            (row.ProposedMudUrl, row.ProposedMudUrlSource, row.ProposedMudUrlReason) = (null, null, null);
            changes.Of(row);
            Want(row, announced, next, changes);
        }
        else if (row.DismissedMudUrl != announced)
        {
            Propose(row, host, announced, succession, next is not null, changes);
        }
    }

    /// <summary>Who announces nothing may be recognised: that proposes, a person decides, and nothing that was announced is overwritten.</summary>
    private void Recognise(HostRow row, LanHost host, HostChanges changes)
    {
        var (model, source) = row.ModelSource == ModelProfiles.Assigned ? (row.Model, row.ModelSource) : HostModels.Recognised(row, fingerprints);
        if (row.Model != model)
        {
            changes.Of(row);
            (row.Model, row.ModelSource) = (model, source);
            changes.Of(row);
        }

        if (row.MudUrl is not null || host.MudUrl is not null || row.ProposedMudUrlSource is not (null or "fingerprint"))
        {
            return;
        }

        if (fingerprints.Of(row.Mac, row.VendorClass, row.HostName) is { MudUrl: { } url } match && row.ProposedMudUrl != url && row.DismissedMudUrl != url)
        {
            (row.ProposedMudUrl, row.ProposedMudUrlSource, row.ProposedMudUrlReason) = (url, "fingerprint", match.Because);
            changes.Tell("mud.proposed", $"Host {row.Mac} announces no MUD URL; {url} is proposed. {match.Because}");
        }
    }

    private static void Propose(HostRow row, LanHost host, string announced, Succession succession, bool isKnown, HostChanges changes)
    {
        var because = succession.Because;
        if (row.ProposedMudUrl != announced)
        {
            changes.Tell("mud.proposed", $"Host {row.Mac} has {row.MudUrl} and now announces {announced}. {because}");
            if (succession.WantsFile && !isKnown)
            {
                changes.Db.MudFiles.Add(new MudFileRow { Url = announced, State = MudFileState.Wanted }); // Its signer decides.
            }
        }

        if (row.ProposedMudUrl != announced || row.ProposedMudUrlReason != because)
        {
            (row.ProposedMudUrl, row.ProposedMudUrlSource, row.ProposedMudUrlReason) = (announced, host.MudUrlSource, because);
            changes.Any = true;
        }
    }

    private static void Want(HostRow row, string url, MudFileStanding? file, HostChanges changes)
    {
        if (file is null)
        {
            changes.Db.MudFiles.Add(new MudFileRow { Url = url, State = MudFileState.Wanted });
        }

        row.State = file?.State == MudFileState.Bad ? MudHostState.Failed : MudHostState.Waiting;
        row.Reason = file?.State switch
        {
            MudFileState.Bad => HostStanding.Unusable(file.Failure),
            MudFileState.Good => "Its MUD file is known and will be compiled.",
            _ => "Its MUD file has not been fetched yet.",
        };
    }

    private static void Forget(AcsDbContext db, Dictionary<string, HostRow> rows, HashSet<string> seen, HostChanges changes)
    {
        var forgotten = rows.Values
            .Where(r => !seen.Contains(r.Mac) && r.MudUrlSource != "assigned")
            .OrderBy(r => r.LastSeenAt)
            .Take(Math.Max(0, rows.Count - MaxRows));
        foreach (var row in forgotten)
        {
            db.Hosts.Remove(row);
            changes.Any = true;
        }
    }
}
