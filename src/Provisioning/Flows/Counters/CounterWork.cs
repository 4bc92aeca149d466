using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Administration;
using Provisioning.Conversations;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall.Compilation;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.Flows.Counters;

/// <summary>
/// Looks at the counters that gateways report, as often as <c>Acs:Flows:CountersEvery</c> says, and has those of rules read anew, which
/// otherwise are read once a day. Found in the database; idempotent. One gateway's trouble is its own.
/// </summary>
public sealed partial class CounterWork(
    IDbContextFactory<AcsDbContext> contexts, IDeviceDocuments documents, CounterMaps maps, FlowIntake intake, FleetAdministration fleet, IOptions<FlowOptions> options,
    TimeProvider time, ILogger<CounterWork> logger)
{
    /// <summary>Gateways in one round; the rest has its turn at the next.</summary>
    private const int Most = 200;
    private const int MostPaths = 32;
    private const string Author = "counters";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.CountersEvery is not { } every)
        {
            return;
        }

        var since = time.GetUtcNow() - every;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await db.Devices.AsNoTracking()
            .Where(d => d.Status == DeviceStatus.Active && d.LastContactAt > since)
            .Where(d => db.Hosts.Any(h => h.DeviceId == d.Id && h.MudUrl != null && h.Mode != MudMode.Off))
            .Where(d => !db.FlowCounters.Any(c => c.DeviceId == d.Id && c.Row == "" && c.SeenAt > since))
            .OrderBy(d => d.LastContactAt).Take(Most).Select(d => new { d.Id, d.Key }).ToListAsync(cancellationToken);
        foreach (var device in due)
        {
            try
            {
                await LookAsync(db, device.Id, device.Key, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, device.Key, e);
            }
        }
    }

    private async Task LookAsync(AcsDbContext db, long deviceId, string key, CancellationToken cancellationToken)
    {
        var reported = (await documents.LoadAsync(db, deviceId, cancellationToken)).Reported;
        var layer = (await documents.LayersAsync(db, deviceId, cancellationToken)).FirstOrDefault(l => l.Name == Layer.Firewall);
        var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == deviceId).ToListAsync(cancellationToken);
        var counters = CounterReading.Of(layer, reported, maps, MacOf(hosts));
        var known = await FlowCounters.ReadAsync(db, deviceId, counters.Select(c => c.Row), cancellationToken);
        var rows = counters.DistinctBy(c => c.Row, StringComparer.Ordinal).ToDictionary(c => c.Row, c => c.Now, StringComparer.Ordinal);
        rows[""] = new CountedRow("", 0, 0);
        await intake.TakeAsync(deviceId, CounterReading.News(counters, known), rows, time.GetUtcNow(), cancellationToken);

        var chains = counters.Where(c => c.FromZero).Select(c => ParameterPath.Parent(ParameterPath.Parent(c.Row))).Distinct(StringComparer.Ordinal).ToList();
        if (chains.Count > 0 && !await db.Operations.AnyAsync(
            o => o.DeviceId == deviceId && o.Author == Author && (o.State == OperationState.Pending || o.State == OperationState.Running), cancellationToken))
        {
            await fleet.OrderAsync(key, new OperationRequest { Type = OperationTypes.GetValues, Paths = chains.Count <= MostPaths ? chains : ["Device.Firewall."] }, Author, cancellationToken);
        }
    }

    private static Func<string, string?> MacOf(IReadOnlyList<HostRow> hosts)
    {
        var macs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var host in hosts.OrderBy(h => h.Active))
        {
            foreach (var address in GatewayFirewall.Addresses(host))
            {
                macs[address.ToString()] = host.Mac;
            }
        }

        return address => macs.GetValueOrDefault(address);
    }

    private static partial class Log
    {
        [LoggerMessage(4102, LogLevel.Error, "The counters of {Device} could not be looked at; the others go on")]
        public static partial void Failed(ILogger logger, string device, Exception exception);
    }
}
