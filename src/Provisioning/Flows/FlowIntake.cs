using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Firewall;
using Provisioning.Storage;

namespace Provisioning.Flows;

/// <summary>Takes observed flows, holds each against its host's composed policy, and keeps what is wrong. On disk when it returns.</summary>
public sealed class FlowIntake(
    IDbContextFactory<AcsDbContext> contexts, HostPolicies policies, IGroupCommit commit, ExposureCatalogue catalogue, IOptions<FlowOptions> options, IOptions<ProvisioningOptions> provisioning,
    IMeterFactory meters, TimeProvider time)
{
    private readonly Counter<long> _flows = meters.Create("Provisioning.Flows").CreateCounter<long>("acs.flows", "{flow}", "Observed flows, by result.");

    /// <param name="flows">The row of the gateway that each was seen at, and the flow.</param>
    public async Task<FlowReceipt> TakeAsync(IReadOnlyCollection<(long DeviceId, FlowRecord Flow)> flows, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tallies = new List<(long DeviceId, FlowTally Tally)>();
        foreach (var home in flows.GroupBy(f => f.DeviceId, f => f.Flow))
        {
            tallies.Add((home.Key, await TallyAsync(home.Key, [.. home], now, cancellationToken)));
        }

        // All at once: they share a transaction.
        await Task.WhenAll(tallies.Where(t => t.Tally.Hosts.Count > 0).Select(t => commit.CommitAsync(
            (db, token) => WriteAsync(db, t.DeviceId, t.Tally, now, token), cancellationToken)));
        return Count(flows.Count, [.. tallies.Select(t => t.Tally)]);
    }

    /// <summary>One gateway's in the order in which it told of them, with what else belongs into the same commit. Nobody else brings that gateway's meanwhile.</summary>
    internal async Task TakeAsync(
        long deviceId, IReadOnlyList<FlowRecord> told, Func<AcsDbContext, CancellationToken, Task> also, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var read = await contexts.CreateDbContextAsync(cancellationToken);
        var (flows, rows) = FlowDifferences.Of(told, await FlowCounters.ReadAsync(read, deviceId, told.Select(f => f.Row).OfType<string>(), cancellationToken));
        var tally = await TallyAsync(deviceId, flows, now, cancellationToken);
        await commit.CommitAsync(
            async (db, token) =>
            {
                await also(db, token);
                await FlowCounters.WriteAsync(db, deviceId, rows, now, token);
                await WriteAsync(db, deviceId, tally, now, token);
            },
            cancellationToken);
        Count(flows.Count, [tally]);
    }

    /// <summary>What a gateway's counters came to since they were last looked at, with what they say now.</summary>
    internal async Task TakeAsync(
        long deviceId, IReadOnlyList<CountedPackets> counted, IReadOnlyDictionary<string, CountedRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tally = counted.Count == 0 ? null : FlowTally.Of(counted, await policies.HomeAsync(deviceId, cancellationToken), now);
        await commit.CommitAsync(
            async (db, token) =>
            {
                await FlowCounters.WriteAsync(db, deviceId, rows, now, token);
                if (tally is not null)
                {
                    await WriteAsync(db, deviceId, tally, now, token);
                }
            },
            cancellationToken);
    }

    private async Task<FlowTally> TallyAsync(long deviceId, IReadOnlyList<FlowRecord> flows, DateTimeOffset now, CancellationToken cancellationToken) =>
        FlowTally.Of(flows, await policies.HomeAsync(deviceId, cancellationToken), catalogue, now, provisioning.Value.Retention.Findings);

    private Task WriteAsync(AcsDbContext db, long deviceId, FlowTally tally, DateTimeOffset now, CancellationToken cancellationToken) =>
        FlowWriter.WriteAsync(db, deviceId, tally, options.Value, now, cancellationToken);

    private FlowReceipt Count(int flows, IReadOnlyList<FlowTally> tallies)
    {
        var (answers, strangers) = (tallies.Sum(t => t.Answers), tallies.Sum(t => t.Strangers));
        var receipt = new FlowReceipt(flows - answers - strangers, answers, strangers, tallies.Sum(t => t.Findings.Count));
        _flows.Add(receipt.Taken, new KeyValuePair<string, object?>("result", "taken"));
        _flows.Add(receipt.Answers, new KeyValuePair<string, object?>("result", "answer"));
        _flows.Add(receipt.UnknownHosts, new KeyValuePair<string, object?>("result", "unknown host"));
        return receipt;
    }
}
