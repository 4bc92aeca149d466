using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Names.Gateways;

/// <summary>Takes the lookups that have ended, and has a gateway compiled again whose own addresses changed.</summary>
internal sealed class GatewayNameAnswers(IGroupCommit commit, IWorkSignal signal, IOptions<MudOptions> options, TimeProvider time)
{
    private const int Page = 2000;

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var changed = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                changed = false;
                var now = time.GetUtcNow();
                var ended = await db.GatewayNames
                    .Where(n => n.OperationId != null && !db.Operations.Any(o => o.Id == n.OperationId && (o.State == OperationState.Pending || o.State == OperationState.Running)))
                    .OrderBy(n => n.DeviceId).ThenBy(n => n.Name).Take(Page)
                    .Select(n => new { Row = n, Operation = db.Operations.FirstOrDefault(o => o.Id == n.OperationId), Name = db.ResolvedNames.FirstOrDefault(r => r.Name == n.Name) })
                    .ToListAsync(token);
                var dirty = new HashSet<long>();
                foreach (var end in ended)
                {
                    if (GatewayNameUpdate.Apply(end.Row, end.Operation, GatewayNameUpdate.EveryOf(end.Name), IsUsable, now))
                    {
                        dirty.Add(end.Row.DeviceId);
                    }
                }

                foreach (var device in await db.Devices.Where(d => dirty.Contains(d.Id)).ToListAsync(token))
                {
                    device.FirewallDirty = changed = true;
                    device.Revision++;
                }
            },
            cancellationToken);
        if (changed)
        {
            signal.FirewallDirty();
        }
    }

    /// <summary>As for the ISP's resolvers: whoever answers in the home opens nothing inside it.</summary>
    private bool IsUsable(System.Net.IPAddress address) =>
        options.Value.AllowPrivateAddresses ? PublicAddresses.IsUnicast(address) : PublicAddresses.IsPublic(address);
}
