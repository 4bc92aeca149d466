using Provisioning.Devices;
using Provisioning.Flows;
using Provisioning.Flows.Sources;
using Provisioning.Jobs;

namespace Provisioning.Conversations.Running;

/// <summary>An event that tells of a flow: durable with the session, looked at later.</summary>
internal static class FlowNews
{
    public static void Take(Workspace workspace, FlowRecord flow, WaitingFlows waiting, IWorkSignal signal, DateTimeOffset now)
    {
        if (workspace.Facts.Status != DeviceStatus.Active)
        {
            return;
        }

        workspace.AlsoWrite((db, device, token) => waiting.AddAsync(db, device.Id, [flow], now, token));
        workspace.Afterwards(signal.FlowsWaiting);
    }
}
