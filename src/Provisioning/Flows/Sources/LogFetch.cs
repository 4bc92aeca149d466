using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Administration;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Flows.Sources;

/// <summary>Orders the logs of gateways whose hosts are watched, as often as <c>Acs:Flows:LogEvery</c> says. Found in the database; idempotent.</summary>
public sealed class LogFetch(
    IDbContextFactory<AcsDbContext> contexts, FleetAdministration fleet, IOptions<FlowOptions> options, TimeProvider time)
{
    /// <summary>At once; the rest has its turn at the next round, so that a fleet does not upload in one minute.</summary>
    private const int Most = 200;
    private const string Author = "flows";

    private static readonly Protocols[] _cwmp = [Protocols.Cwmp, Protocols.Cwmp | Protocols.Usp];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.LogEvery is not { } every)
        {
            return;
        }

        var since = time.GetUtcNow() - every;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // Uploads are CWMP's; an order that is open, or was given since, whatever became of it, is enough.
        var due = await db.Devices.AsNoTracking()
            .Where(d => d.Status == DeviceStatus.Active && _cwmp.Contains(d.Protocols) && d.LastContactAt > since)
            .Where(d => db.Hosts.Any(h => h.DeviceId == d.Id && h.MudUrl != null && h.Mode != MudMode.Off))
            .Where(d => !db.Operations.Any(o => o.DeviceId == d.Id && o.Type == OperationTypes.Upload && o.Author == Author
                && (o.CreatedAt > since || o.State == OperationState.Pending || o.State == OperationState.Running)))
            .OrderBy(d => d.LastContactAt).Take(Most).Select(d => d.Key).ToListAsync(cancellationToken);
        foreach (var key in due)
        {
            await fleet.OrderAsync(key, new OperationRequest { Type = OperationTypes.Upload, FileType = VendorLog.FileType }, Author, cancellationToken);
        }
    }
}
