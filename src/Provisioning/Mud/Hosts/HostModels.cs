using Microsoft.EntityFrameworkCore;
using Provisioning.Administration;
using Provisioning.Jobs;
using Provisioning.Mud.Community;
using Provisioning.Mud.Fingerprints;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Hosts;

/// <summary>What model a host is held to be that announces no MUD URL: an operator's word, else what it looks like.</summary>
public sealed class HostModels(FleetAdministration administration, FingerprintCatalogue fingerprints, IWorkSignal signal)
{
    public const int MaxLength = 200;

    /// <param name="mac">Lower case with colons.</param>
    /// <param name="model">As profiles of the community name it; null: what it looks like counts again.</param>
    /// <returns>False: there is no such device or host.</returns>
    public async Task<bool> AssignAsync(string deviceKey, string mac, string? model, string author, CancellationToken cancellationToken)
    {
        var hostFound = false;
        var found = await administration.ChangeAsync(deviceKey, async (db, device, token) =>
        {
            var host = await db.Hosts.SingleOrDefaultAsync(h => h.DeviceId == device.Id && h.Mac == mac, token);
            hostFound = host is not null;
            if (host is null)
            {
                return null;
            }

            (host.Model, host.ModelSource) = model is not null ? (model, ModelProfiles.Assigned) : Recognised(host, fingerprints);
            device.FirewallDirty = true;
            return ("mud.model", model is null ? $"{author} takes back what host {mac} is." : $"{author} says that host {mac} is {model}.");
        }, wake: false, cancellationToken);
        if (found && hostFound)
        {
            signal.FirewallDirty();
        }

        return found && hostFound;
    }

    internal static (string? Model, string? Source) Recognised(HostRow host, FingerprintCatalogue fingerprints) =>
        fingerprints.Of(host.Mac, host.VendorClass, host.HostName) is { Model: { Length: <= MaxLength } model } ? (model, "fingerprint") : (null, null);
}
