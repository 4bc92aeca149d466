using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Provisioning.Firewall;
using Provisioning.Storage;

namespace Provisioning.Flows;

/// <summary>Takes observed flows, holds each against its host's composed policy, and keeps what is wrong. On disk when it returns.</summary>
public sealed class FlowIntake(
    HostPolicies policies, IGroupCommit commit, ExposureCatalogue catalogue, IOptions<FlowOptions> options, IOptions<ProvisioningOptions> provisioning,
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

    /// <summary>One gateway's, with what else belongs into the same commit.</summary>
    internal async Task TakeAsync(
        long deviceId, IReadOnlyList<FlowRecord> flows, Func<AcsDbContext, CancellationToken, Task> also, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tally = await TallyAsync(deviceId, flows, now, cancellationToken);
        await commit.CommitAsync(
            async (db, token) =>
            {
                await also(db, token);
                await WriteAsync(db, deviceId, tally, now, token);
            },
            cancellationToken);
        Count(flows.Count, [tally]);
    }

    private async Task<FlowTally> TallyAsync(long deviceId, IReadOnlyList<FlowRecord> flows, DateTimeOffset now, CancellationToken cancellationToken) =>
        FlowTally.Of(flows, await policies.HomeAsync(deviceId, cancellationToken), catalogue, now, provisioning.Value.Retention.Findings);

    private Task WriteAsync(AcsDbContext db, long deviceId, FlowTally tally, DateTimeOffset now, CancellationToken cancellationToken) =>
        FlowWriter.WriteAsync(db, deviceId, tally, options.Value.FindingsPerHost, now, cancellationToken);

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
