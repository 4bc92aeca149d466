using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Devices.Trust;
using Provisioning.Jobs;

namespace Provisioning.Conversations.Running;

/// <summary>What the fact of a contact changes in what is known: who, over what, and why it came.</summary>
internal static class ContactNews
{
    /// <summary>True for a contact that says nothing new by itself: a presence only.</summary>
    public static bool IsPlain(Contact contact)
    {
        foreach (var reason in contact.Events)
        {
            if (reason is not (ContactEvent.Periodic or ContactEvent.Connected or ContactEvent.Requested or ContactEvent.Other))
            {
                return false;
            }
        }

        return true;
    }

    public static void Take(Workspace workspace, Contact contact, IWorkSignal signal, DateTimeOffset now)
    {
        Identity(workspace, contact);
        workspace.ToldRoot = contact.Values.Select(v => ParameterPath.Root(v.Path)).FirstOrDefault(r => r is "Device." or "InternetGatewayDevice.");
        workspace.TransferAnnounced = contact.Events.Contains(ContactEvent.TransferComplete);
        var version = workspace.Facts.SoftwareVersion;
        Volunteered.Take(workspace, contact.Values, now);
        if (!string.Equals(version, workspace.Facts.SoftwareVersion, StringComparison.Ordinal))
        {
            workspace.Afterwards(signal.CampaignMoved);
        }

        if (contact.Events.Contains(ContactEvent.Bootstrap))
        {
            FactoryFresh(workspace);
        }
        else if (contact.Events.Contains(ContactEvent.Boot))
        {
            Rebooted(workspace);
        }

        workspace.DiagnosticsEnded = contact.Events.Contains(ContactEvent.OperationComplete);
        if (contact.Events.Contains(ContactEvent.ValueChange))
        {
            foreach (var root in Mud.HostInventory.Roots)
            {
                // The count of hosts is what gateways notify of (HostNumberOfEntries): the rows behind it are asked for.
                if (contact.Values.Any(v => v.Path.StartsWith(root, StringComparison.Ordinal)))
                {
                    workspace.Reported = workspace.Reported.Stale(root);
                }
            }
        }
    }

    /// <summary>
    /// What ran in memory may be gone with a reboot: the firewall is read again, and so are the hosts. Roles are worked out anew
    /// (TR-369 R-SEC.21).
    /// </summary>
    public static void Rebooted(Workspace workspace)
    {
        workspace.Reported = workspace.Reported.Stale($"{workspace.Root}Firewall.").Stale(TrustTable.Controllers).Stale(TrustTable.Root);
        foreach (var root in Mud.HostInventory.Roots)
        {
            workspace.Reported = workspace.Reported.Stale(root);
        }
    }

    private static void FactoryFresh(Workspace workspace)
    {
        workspace.Reported = workspace.Reported.Stale(workspace.Root);
        workspace.Capabilities = workspace.Capabilities with { IsWatched = false, IsProvenOverUsp = false, KeepsCwmp = null };
        workspace.Progress = workspace.Progress?.Anew(workspace.Progress.DesiredHash);
        workspace.Happened("device.bootstrap", "Came as new: first contact, or after a factory reset.");
        if (workspace.Credential is not null)
        {
            // TR-069 3.7.1.5: BOOTSTRAP means that what was set before is gone. A gateway that says so with the shared
            // credential may come with it until it has used its own again, even if this session breaks before it is told.
            var lost = workspace.Trust == ContactTrust.Bootstrap;
            Renew(workspace.Credential, lost);
            workspace.AlsoWrite(async (db, device, token) =>
            {
                if (await db.DeviceCredentials.FindAsync([device.Id], token) is { } row)
                {
                    Renew(row, lost);
                }
            });
        }

        workspace.AlsoWrite(async (db, device, token) =>
        {
            if (await db.DeviceReach.FindAsync([device.Id], token) is { } reach)
            {
                (reach.StunWritten, reach.StunWriteAttempts) = (null, 0);
            }
        });
    }

    private static void Renew(Storage.Rows.DeviceCredentialRow row, bool lost)
    {
        (row.WrittenAt, row.WriteAttempts) = (null, 0);
        row.EverConfirmed |= row.Confirmed;
        row.Confirmed &= !lost;
    }

    private static string From(Contact contact) =>
        $"from {contact.RemoteAddress ?? "an unknown address"}, {contact.Trust switch { ContactTrust.Device => "with credentials of its own", ContactTrust.Bootstrap => "with the shared credential", _ => "without credentials" }}";

    private static void Identity(Workspace workspace, Contact contact)
    {
        var known = workspace.Known;
        if (!known.Protocols.HasFlag(contact.Protocol))
        {
            if (known.Protocols != Protocols.None)
            {
                workspace.Happened("device.protocol", $"Came over {contact.Protocol.ToString().ToUpperInvariant()} for the first time, {From(contact)}. Managed over {known.Protocols.ToString().ToUpperInvariant()} until now.");
            }

            known.Protocols |= contact.Protocol;
            workspace.ChangeRow(row => row.Protocols |= contact.Protocol);
        }

        if (contact.Identity.EndpointId is { } endpoint && !string.Equals(known.EndpointId, endpoint, StringComparison.Ordinal))
        {
            if (known.EndpointId is { } before)
            {
                workspace.Happened("device.endpoint", $"Is {endpoint} now, {From(contact)}; was {before}.");
            }

            known.EndpointId = endpoint;
            workspace.ChangeRow(row => row.EndpointId = endpoint);
            // An agent that could not say at first who it is was enrolled under its endpoint id alone, which is unique.
            workspace.AlsoWrite((db, device, token) => db.Devices.Where(d => d.EndpointId == endpoint && d.Id != device.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.EndpointId, (string?)null), token));
        }

        if (workspace.Reported.Entries.Count == 0)
        {
            var (manufacturer, model) = (contact.Identity.Manufacturer, contact.Identity.ModelName);
            workspace.ChangeRow(row => (row.Manufacturer, row.ModelName) = (row.Manufacturer ?? manufacturer, row.ModelName ?? model));
        }
    }
}
