using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Provisioning.Firewall;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Flows;

/// <summary>Adds a home's tally to the tables, inside a commit.</summary>
internal static class FlowWriter
{
    private const int MaxAce = 400;

    public static async Task WriteAsync(AcsDbContext db, long deviceId, FlowTally tally, FlowOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var byHost = tally.Findings.ToLookup(f => f.Key.Mac, StringComparer.Ordinal);
        foreach (var (mac, (policy, sum)) in tally.Hosts)
        {
            var host = await HostAsync(db, deviceId, policy, sum, cancellationToken);
            var rows = await db.FlowFindings.Where(f => f.DeviceId == deviceId && f.Mac == mac).ToDictionaryAsync(KeyOf, cancellationToken);
            var kinds = rows.Values.Select(r => r.Kind).ToHashSet();
            foreach (var (key, (atHome, found)) in byHost[mac])
            {
                if (!rows.TryGetValue(key, out var row))
                {
                    if (rows.Count >= options.FindingsPerHost)
                    {
                        host.Beyond += found.Flows;
                        continue;
                    }

                    rows[key] = row = NewRow(deviceId, key, atHome, policy, found);
                    db.FlowFindings.Add(row);
                    if (kinds.Add(key.Kind))
                    {
                        db.DeviceEvents.Add(new DeviceEventRow { DeviceId = deviceId, At = now, Kind = "mud.finding", Text = Describe(key) });
                    }
                }

                Add(row, policy, found);
            }
        }

        await UsesAsync(db, tally, cancellationToken);
        await RecentFlows.WriteAsync(db, deviceId, tally.Recent, options.RecentPerHost, cancellationToken);
    }

    private static async Task<ObservedHostRow> HostAsync(AcsDbContext db, long deviceId, HostPolicy policy, FlowSum sum, CancellationToken cancellationToken)
    {
        var row = await db.ObservedHosts.FirstOrDefaultAsync(h => h.DeviceId == deviceId && h.Mac == policy.Mac, cancellationToken);
        if (row is null)
        {
            row = new ObservedHostRow { DeviceId = deviceId, Mac = policy.Mac, MudUrl = policy.Url, FirstFlowAt = sum.First };
            db.ObservedHosts.Add(row);
        }
        else if (row.MudUrl != policy.Url)
        {
            (row.MudUrl, row.FirstFlowAt, row.Flows, row.Beyond) = (policy.Url, sum.First, 0, 0);
        }

        row.FirstFlowAt = sum.First < row.FirstFlowAt ? sum.First : row.FirstFlowAt;
        row.LastFlowAt = sum.Last > row.LastFlowAt ? sum.Last : row.LastFlowAt;
        row.Flows += sum.Flows;
        return row;
    }

    private static FlowFindingRow NewRow(long deviceId, FindingKey key, bool atHome, HostPolicy policy, FlowSum found) => new()
    {
        DeviceId = deviceId, Mac = key.Mac, Kind = key.Kind, FromDevice = key.FromDevice, Peer = key.Peer, Protocol = key.Protocol, Port = key.Port,
        AtHome = atHome, MudUrl = policy.Url, FirstSeenAt = found.First,
    };

    private static void Add(FlowFindingRow row, HostPolicy policy, FlowSum found)
    {
        if (row.MudUrl != policy.Url)
        {
            // It is held to be another thing now, and what the first did is not the second's.
            (row.MudUrl, row.FirstSeenAt, row.LastSeenAt, row.Count, row.Packets, row.Bytes) = (policy.Url, found.First, found.Last, 0, 0, 0);
        }

        row.FirstSeenAt = found.First < row.FirstSeenAt ? found.First : row.FirstSeenAt;
        row.LastSeenAt = found.Last > row.LastSeenAt ? found.Last : row.LastSeenAt;
        row.Sha256 = policy.Sha256;
        row.Count += found.Flows;
        row.Packets += found.Packets;
        row.Bytes += found.Octets;
    }

    private static async Task UsesAsync(AcsDbContext db, FlowTally tally, CancellationToken cancellationToken)
    {
        foreach (var used in tally.Uses.GroupBy(u => u.Key.Url, StringComparer.Ordinal))
        {
            var file = await db.MudFiles.Where(f => f.Url == used.Key).Select(f => (long?)f.Id).FirstOrDefaultAsync(cancellationToken);
            if (file is not { } id)
            {
                continue;
            }

            var rows = await db.AceUses.Where(u => u.MudFileId == id).ToDictionaryAsync(u => u.Ace, StringComparer.Ordinal, cancellationToken);
            foreach (var ((_, ace), sum) in used.Where(u => u.Key.Ace.Length <= MaxAce))
            {
                if (!rows.TryGetValue(ace, out var row))
                {
                    rows[ace] = row = new AceUseRow { MudFileId = id, Ace = ace };
                    db.AceUses.Add(row);
                }

                row.LastUsedAt = sum.Last > row.LastUsedAt ? sum.Last : row.LastUsedAt;
                row.Flows += sum.Flows;
                row.Packets += sum.Packets;
            }
        }
    }

    private static FindingKey KeyOf(FlowFindingRow row) => new(row.Mac, row.Kind, row.FromDevice, row.Peer, row.Protocol, row.Port);

    private static string Describe(FindingKey key) => string.Create(
        CultureInfo.InvariantCulture,
        $"First {FindingKinds.NameOf(key.Kind)} flow of host {key.Mac}: {(key.FromDevice ? "to" : "from")} {key.Peer}{(key.Protocol < 0 ? "" : $", protocol {key.Protocol}, port {key.Port}")}.");
}
