using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Flows.Sources;

/// <summary>Puts flows aside, inside somebody's commit: a session is not the place to hold them against policies.</summary>
public sealed class WaitingFlows(IOptions<FlowOptions> options)
{
    private const int MostOfOne = 500;

    /// <returns>False: too much of this gateway waits already, and these are not taken.</returns>
    internal async Task<bool> AddAsync(AcsDbContext db, long deviceId, IReadOnlyList<FlowRecord> flows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (flows.Count == 0)
        {
            return true;
        }

        var parts = flows.Chunk(MostOfOne).ToList();
        return await AddAsync(db, deviceId, [.. parts.Select(p => new WaitingFlowsRow { DeviceId = deviceId, At = now, Flows = FlowLines.Write(p) })], cancellationToken);
    }

    /// <summary>A log that the gateway uploaded.</summary>
    /// <returns>False: too much of this gateway waits already.</returns>
    internal Task<bool> AddAsync(AcsDbContext db, long deviceId, Guid fileId, DateTimeOffset now, CancellationToken cancellationToken) =>
        AddAsync(db, deviceId, [new WaitingFlowsRow { DeviceId = deviceId, At = now, FileId = fileId }], cancellationToken);

    private async Task<bool> AddAsync(AcsDbContext db, long deviceId, IReadOnlyList<WaitingFlowsRow> rows, CancellationToken cancellationToken)
    {
        if (await db.WaitingFlows.CountAsync(f => f.DeviceId == deviceId, cancellationToken) + rows.Count > options.Value.WaitingPerDevice)
        {
            return false;
        }

        db.WaitingFlows.AddRange(rows);
        return true;
    }
}
