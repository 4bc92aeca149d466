using Microsoft.EntityFrameworkCore;
using Provisioning.Storage.Rows;

namespace Provisioning.Storage.Nodes;

/// <summary>What this node asks of the others on the database.</summary>
public sealed class OtherNodes
{
    private readonly IGroupCommit _commit;
    private readonly ThisNode _node;
    private readonly TimeProvider _time;

    internal OtherNodes(IGroupCommit commit, ThisNode node, TimeProvider time) => (_commit, _node, _time) = (commit, node, time);

    /// <summary>To wake a device that this node cannot reach. They hear of it within about a second, and may fail too.</summary>
    /// <returns>False: there are no others.</returns>
    public async Task<bool> AskToWakeAsync(long deviceId, CancellationToken cancellationToken)
    {
        var asked = false;
        if (_node.IsAlone)
        {
            return asked;
        }

        await _commit.CommitAsync(
            async (db, token) =>
            {
                var now = _time.GetUtcNow();
                var alive = now - ChangeFeed.Dead;
                asked = await db.Nodes.AnyAsync(n => n.Id != _node.Id && n.SeenAt > alive, token);
                if (asked)
                {
                    db.DeviceChanges.Add(new DeviceChangeRow { Node = _node.Id, DeviceId = deviceId, Aspects = (int)DeviceAspects.Wake, At = now });
                }
            },
            cancellationToken);
        return asked;
    }
}
