using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Firewall;
using Provisioning.Firewall.Trials;
using Provisioning.Jobs;

namespace Provisioning.Conversations.Running;

/// <summary>Keeps watch in conversations over firewalls that are on trial; see <see cref="FirewallTrials"/>.</summary>
internal sealed class PushedFirewalls(LostFirewalls lost, IOptionsMonitor<FirewallOptions> options, IWorkSignal signal)
{
    /// <summary>The gateway came.</summary>
    /// <returns>True: what was on trial is taken back with the next save, and other layers hold then.</returns>
    public bool Came(Workspace workspace, Contact contact, DateTimeOffset now)
    {
        workspace.CameRestarted = contact.Events.Any(e => e is ContactEvent.Boot or ContactEvent.Bootstrap);
        var evidence = FirewallTrials.Evidence(contact.Events, workspace.Known.Protocols | contact.Protocol);
        if (FirewallTrials.IsBackFromLoss(workspace.Standing, evidence))
        {
            var how = contact.Events.Contains(ContactEvent.Bootstrap) ? "it came back as new from the factory" : "it came back restarted, and a write of it was never answered";
            workspace.AlsoWrite((db, device, token) => lost.UndoAsync(db, device.Id, LossEvidence.Restart, how, now, token));
            workspace.Standing = FirewallTrials.Lost(workspace.Standing, LossEvidence.Restart, now);
            workspace.Afterwards(signal.FirewallDirty);
            workspace.Afterwards(signal.CampaignMoved);
            return true;
        }

        if (FirewallTrials.CameBack(workspace.Standing, evidence) is var back && back != workspace.Standing)
        {
            workspace.Standing = back;
            workspace.AlsoWrite((db, device, token) => SecondTries.WriteAsync(db, device, SecondTry.None, now, token));
            workspace.Afterwards(signal.FirewallDirty);
        }

        // Over USP the server may have begun to talk itself: then only an answer is a word of the gateway's.
        if (contact.Protocol == Protocols.Cwmp || contact.Events.Any(e => e != ContactEvent.Requested))
        {
            workspace.Standing = FirewallTrials.Heard(workspace.Standing, now, Patience(workspace));
        }

        return false;
    }

    /// <returns>True: the workspace is to be saved before the operation goes out.</returns>
    public bool GoesOut(Workspace workspace, Operation operation, DateTimeOffset now)
    {
        if (workspace.Desired.FirewallHash is not { } hash || !FirewallTrials.IsPush(operation))
        {
            return false;
        }

        var before = workspace.Standing;
        workspace.Standing = FirewallTrials.Pushed(before, hash, workspace.CameRestarted, now, Patience(workspace));
        return workspace.Standing != before;
    }

    public void Took(Workspace workspace, Outcome outcome, DateTimeOffset now)
    {
        if (workspace.Standing.Trial is not null)
        {
            workspace.Standing = outcome is Outcome.Lost
                ? FirewallTrials.Unanswered(workspace.Standing, workspace.CameRestarted)
                : FirewallTrials.Heard(workspace.Standing, now, Patience(workspace));
        }
    }

    private TimeSpan Patience(Workspace workspace) =>
        FirewallTrials.Patience(workspace.Reported, workspace.Root, workspace.Via, options.CurrentValue.LostAfter);
}
