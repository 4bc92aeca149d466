using Provisioning.Devices;
using Provisioning.Mud;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>Says why a device is unreachable, unconverged or not updated, out of its rows. Pure.</summary>
internal static class WhyFacts
{
    private static readonly TimeSpan Silent = TimeSpan.FromHours(24);

    public static IReadOnlyList<WhyFact> Of(
        DeviceRow device,
        IReadOnlyList<OperationRow> openOperations,
        IReadOnlyList<(string Campaign, CampaignTargetRow Target)> campaigns,
        IReadOnlyList<HostRow> hosts,
        DateTimeOffset now) =>
    [
        .. Enrolment(device),
        .. Contact(device, now),
        new WhyFact(device.ConvergenceSince, "convergence",
            $"The device is {device.Convergence.ToString().ToLowerInvariant()}{(device.ConvergenceReason is { } reason ? $": {reason}" : ".")}"),
        .. openOperations.Select(o => new WhyFact(o.CreatedAt, "operation",
            $"{o.Type} of {o.Author} is {o.State.ToString().ToLowerInvariant()}{(o.Attempts > 0 ? $", handed out {o.Attempts} times" : ": the device has not come for it")}.")),
        .. campaigns.Select(c => new WhyFact(c.Target.FinishedAt ?? c.Target.StartedAt, "campaign",
            $"Campaign {c.Campaign}, ring {c.Target.Ring + 1}: {c.Target.State.ToString().ToLowerInvariant()}{(c.Target.Reason is { } r ? $": {r}" : ".")}")),
        .. hosts.Where(h => h.State is MudHostState.Waiting or MudHostState.Failed or MudHostState.NotEnforced)
            .Select(h => new WhyFact(h.LastSeenAt, "mud", $"Host {h.HostName ?? h.Mac}: {h.State.ToString().ToLowerInvariant()}{(h.Reason is { } r ? $": {r}" : ".")}")),
    ];

    private static IEnumerable<WhyFact> Enrolment(DeviceRow device)
    {
        if (device.Status == DeviceStatus.Quarantined)
        {
            yield return new WhyFact(device.FirstContactAt, "enrolment", "The device waits in quarantine: nothing is sent to it until it is approved.");
        }
    }

    private static IEnumerable<WhyFact> Contact(DeviceRow device, DateTimeOffset now)
    {
        if (device.LastContactAt is not { } last)
        {
            yield return new WhyFact(device.FirstContactAt, "contact", "The device has never finished a contact.");
            yield break;
        }

        yield return new WhyFact(last, "contact", now - last > Silent
            ? $"The device has been silent for {(int)(now - last).TotalHours} hours; its last contact came from {device.RemoteAddress ?? "an unknown address"}."
            : $"The device was last heard from {device.RemoteAddress ?? "an unknown address"}.");
        if (device.Protocols == Protocols.Cwmp && string.IsNullOrEmpty(device.ConnectionRequestUrl))
        {
            yield return new WhyFact(last, "contact", "It has told no connection request URL: it cannot be woken, changes wait for its next Inform.");
        }
    }
}
