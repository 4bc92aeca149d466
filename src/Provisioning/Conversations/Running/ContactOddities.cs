using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Provisioning.Conversations.Running;

/// <summary>What a contact shows of the gateway's firmware, or of another gateway under its name, beyond what it says.</summary>
internal sealed class ContactOddities(QuirkCatalogue quirks, IQuirkSightings sightings, IOptions<ProvisioningOptions> options)
{
    /// <summary>Every contact. <paramref name="values"/> is <see cref="Volunteered.Hash"/>.</summary>
    public void Look(KnownDevice device, Contact contact, ulong values, DateTimeOffset now)
    {
        if (contact.Protocol != Protocols.Cwmp)
        {
            return;
        }

        if (device.IsContested(values, OwnIn, contact.Values, now))
        {
            var isHeld = options.Value.IdentityConflicts == IdentityConflictPolicy.Hold;
            sightings.Saw(device.Id, Quirk.IdentityConflict, $"The one at {contact.RemoteAddress} and another take turns{(isHeld ? ": neither is asked anything until they stop" : "")}.");
            if (isHeld)
            {
                device.RestUntil(now + IdentityTrail.Within);
            }
        }

        for (var i = 0; i < contact.Events.Count; i++)
        {
            if (contact.Events[i] is ContactEvent.Boot or ContactEvent.Bootstrap && quirks.For(device.Id, VersionIn(contact)).RestAfterBoot is { } seconds)
            {
                device.RestUntil(now + TimeSpan.FromSeconds(seconds));
            }
        }
    }

    /// <summary>
    /// The contact, with <c>0 BOOTSTRAP</c> where a gateway boots and the ParameterKey that it was given last is gone: every write
    /// sets it (TR-069 A.3.2.1), so only a factory reset takes it away, or firmware that keeps all but the key (BootIsBootstrap: false).
    /// </summary>
    public Contact Understood(Workspace workspace, Contact contact)
    {
        if (contact.Protocol != Protocols.Cwmp || !contact.Events.Contains(ContactEvent.Boot) || contact.Events.Contains(ContactEvent.Bootstrap))
        {
            return contact;
        }

        foreach (var value in contact.Values)
        {
            if (value.Path.EndsWith(".ManagementServer.ParameterKey", StringComparison.Ordinal) && value.Value.Length == 0
                && workspace.Reported.Value(value.Path) is { Length: > 0 } given && given != "(null)"
                && quirks.For(workspace.Known.Id, VersionIn(contact)).BootIsBootstrap is not false)
            {
                sightings.Saw(workspace.Known.Id, Quirk.NoBootstrap, "It booted without the ParameterKey that it had: what was set is written anew.");
                return contact with { Events = [ContactEvent.Bootstrap, .. contact.Events] };
            }
        }

        return contact;
    }

    /// <summary>A write that succeeded though GetParameterNames says that it cannot. That keeps no write back.</summary>
    public void Took(Workspace workspace, Operation operation, Outcome outcome)
    {
        if (outcome is Outcome.ValuesWritten && operation is Operation.WriteValues write && write.Values.Any(v => IsSaidReadOnly(workspace, v.Path)))
        {
            sightings.Saw(workspace.Known.Id, Quirk.WritableDenied);
        }
    }

    /// <summary>Of the ConnectionRequestURL, which no two gateways share (TR-069 3.2.2: the address, and a path that is hard to guess).</summary>
    private static int OwnIn(IReadOnlyList<ParameterValue> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { Value.Length: > 0 } value && value.Path.EndsWith(".ManagementServer.ConnectionRequestURL", StringComparison.Ordinal))
            {
                return value.Value.GetHashCode(StringComparison.Ordinal);
            }
        }

        return 0;
    }

    private static bool IsSaidReadOnly(Workspace workspace, string path) =>
        workspace.Capabilities.Supported.TryGetValue(ParameterPath.Template(path), out var writable) && !writable;

    private static string? VersionIn(Contact contact) =>
        contact.Values.FirstOrDefault(v => v.Path.EndsWith(".DeviceInfo.SoftwareVersion", StringComparison.Ordinal)).Value;
}
