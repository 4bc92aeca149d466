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
            var known = await policies.HomeAsync(home.Key, cancellationToken);
            tallies.Add((home.Key, FlowTally.Of([.. home], known, catalogue, now, provisioning.Value.Retention.Findings)));
        }

        // All at once: they share a transaction.
        await Task.WhenAll(tallies.Where(t => t.Tally.Hosts.Count > 0).Select(t => commit.CommitAsync(
            (db, token) => FlowWriter.WriteAsync(db, t.DeviceId, t.Tally, options.Value.FindingsPerHost, now, token), cancellationToken)));
        var (answers, strangers) = (tallies.Sum(t => t.Tally.Answers), tallies.Sum(t => t.Tally.Strangers));
        var receipt = new FlowReceipt(flows.Count - answers - strangers, answers, strangers, tallies.Sum(t => t.Tally.Findings.Count));
        _flows.Add(receipt.Taken, new KeyValuePair<string, object?>("result", "taken"));
        _flows.Add(receipt.Answers, new KeyValuePair<string, object?>("result", "answer"));
        _flows.Add(receipt.UnknownHosts, new KeyValuePair<string, object?>("result", "unknown host"));
        return receipt;
    }
}
