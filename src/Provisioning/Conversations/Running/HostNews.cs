using Provisioning.Jobs;
using Provisioning.Mud;

namespace Provisioning.Conversations.Running;

/// <summary>LAN hosts that were read become rows, in the commit that stores what was read.</summary>
internal sealed class HostNews(IHostSync hosts, IWorkSignal signal)
{
    public void Take(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        if (operation is not Operation.ReadValues read || outcome is not Outcome.ValuesRead)
        {
            return;
        }

        if (!read.Paths.Any(p => HostInventory.Roots.Any(r => r.StartsWith(p, StringComparison.Ordinal) || p.StartsWith(r, StringComparison.Ordinal))))
        {
            return;
        }

        var changed = false;
        var found = HostInventory.Read(workspace.Reported);
        workspace.AlsoWrite(async (db, device, token) => changed = await hosts.ApplyAsync(db, device, found, now, token));
        workspace.Afterwards(() =>
        {
            if (changed)
            {
                signal.MudFilesWanted();
                signal.FirewallDirty();
            }
        });
    }
}
