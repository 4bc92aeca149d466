using Microsoft.EntityFrameworkCore;
using Provisioning.Administration;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Hosts;

/// <summary>A person's answer where a host announces a MUD URL that it may not go over to by itself. On record with its author.</summary>
public sealed class HostProposals(FleetAdministration administration, IWorkSignal signal)
{
    /// <summary>The host is held to the proposed URL from now on; what it announces later is judged from there.</summary>
    /// <param name="mac">Lower case with colons.</param>
    public async Task<ProposalAnswer> AcceptAsync(string deviceKey, string mac, string author, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(deviceKey, mac, async (db, device, host, url, token) =>
        {
            (host.MudUrl, host.MudUrlSource, host.State) = (url, host.ProposedMudUrlSource ?? host.MudUrlSource ?? "assigned", MudHostState.Waiting);
            host.Reason = null;
            if (await MudFileStanding.FindAsync(db, url, token) is null)
            {
                db.MudFiles.Add(new MudFileRow { Url = url });
            }

            device.FirewallDirty = true;
            return ("mud.accepted", $"{author} accepted {url} for host {mac}.");
        }, cancellationToken);
        if (answer == ProposalAnswer.Done)
        {
            signal.MudFilesWanted();
            signal.FirewallDirty();
        }

        return answer;
    }

    /// <summary>The host stays with the URL it has, and the same one is not proposed again.</summary>
    /// <param name="mac">Lower case with colons.</param>
    public Task<ProposalAnswer> DismissAsync(string deviceKey, string mac, string author, CancellationToken cancellationToken) =>
        AnswerAsync(deviceKey, mac, (_, _, host, url, _) =>
        {
            host.DismissedMudUrl = url;
            return Task.FromResult(("mud.dismissed", $"{author} dismissed {url} for host {mac}; it stays with {host.MudUrl ?? "none"}."));
        }, cancellationToken);

    private async Task<ProposalAnswer> AnswerAsync(
        string deviceKey, string mac, Func<AcsDbContext, DeviceRow, HostRow, string, CancellationToken, Task<(string Kind, string Text)>> change, CancellationToken cancellationToken)
    {
        var answer = ProposalAnswer.NoHost;
        await administration.ChangeAsync(deviceKey, async (db, device, token) =>
        {
            answer = ProposalAnswer.NoHost;
            if (await db.Hosts.SingleOrDefaultAsync(h => h.DeviceId == device.Id && h.Mac == mac, token) is not { } host)
            {
                return null;
            }

            if (host.ProposedMudUrl is not { } url)
            {
                answer = ProposalAnswer.NoProposal;
                return null;
            }

            answer = ProposalAnswer.Done;
            var line = await change(db, device, host, url, token);
            (host.ProposedMudUrl, host.ProposedMudUrlSource, host.ProposedMudUrlReason) = (null, null, null);
            return line;
        }, wake: false, cancellationToken);
        return answer;
    }
}
