using Microsoft.Extensions.Options;
using Provisioning.Devices;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Who may speak for a device that is known already. Identities are no secret: a serial number is printed on the box. So a device
/// that is managed over one protocol is taken on over the other for its own credentials only, unless anybody may come
/// (<c>Acs:Enrolment=Open</c>), and an endpoint id alone never makes somebody a device that has credentials.
/// </summary>
internal sealed class OtherProtocol(IDeviceCredentials credentials, IAccessLog log, IOptions<ProvisioningOptions> options)
{
    /// <returns>Null: it may.</returns>
    public async ValueTask<string?> RefusalAsync(KnownDevice device, Contact contact, CancellationToken cancellationToken)
    {
        if (contact.Trust == ContactTrust.Device)
        {
            return null;
        }

        if (!device.Id.IsSameGateway(contact.Identity.Id) && await credentials.HasConfirmedAsync(device.Id, cancellationToken))
        {
            return Refused(device, contact, "foreign-endpoint-id", "It bears the endpoint id of a device that has credentials of its own, and does not show them.");
        }

        return options.Value.Enrolment != Enrolment.Open && device.Protocols != Protocols.None && !device.Protocols.HasFlag(contact.Protocol)
            ? Refused(device, contact, "other-protocol", $"The device is managed over {device.Protocols.ToString().ToUpperInvariant()}: over another protocol it must show credentials of its own.")
            : null;
    }

    // Both reasons stand in the list of attempts on the page of the device that it would have been.
    private string Refused(KnownDevice device, Contact contact, string reason, string text)
    {
        log.Note(new AccessAttempt(
            device.Id, contact.RemoteAddress ?? "", contact.Protocol, contact.Trust == ContactTrust.Bootstrap ? "bootstrap" : "none", AccessResult.Refused, reason));
        return text;
    }
}
