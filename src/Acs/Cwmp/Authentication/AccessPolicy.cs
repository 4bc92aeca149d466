using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Authentication;

/// <summary>
/// Who is served, as one table. A wrong credential is never forgiven and a credential never opens the door for another
/// device, whatever the mode; what an honest stranger gets, the mode says.
/// </summary>
internal static class AccessPolicy
{
    public static AccessDecision Decide(Enrolment enrolment, PresentedCredential presented, DeviceFacts device) => presented switch
    {
        _ when device.LacksCertificate => new AccessDecision.Forbid("certificate-due"),

        // The handshake proved the key: another credential adds nothing, and none can make up for the wrong name.
        PresentedCredential.Certificate certificate => certificate.Identities.Any(i => i.Is(device.Id))
            ? new AccessDecision.Serve(ContactTrust.Device)
            : new AccessDecision.Forbid("another-devices-certificate"),

        PresentedCredential.Invalid invalid => new AccessDecision.Challenge(invalid.Why),

        PresentedCredential.Stale => new AccessDecision.Challenge("stale", Stale: true),

        PresentedCredential.Device { Credential: var own } => own.Device.IsSameGateway(device.Id)
            ? new AccessDecision.Serve(ContactTrust.Device)
            : new AccessDecision.Challenge("another-device"),

        // The shared credential is known to the whole fleet. It brings back a gateway that lost its own by a factory
        // reset, which says 0 BOOTSTRAP; otherwise it must not stand in for a credential that has been used.
        PresentedCredential.Bootstrap => device.HasConfirmed && !device.SaysBootstrap
            ? new AccessDecision.Challenge("bootstrap-after-own")
            : new AccessDecision.Serve(ContactTrust.Bootstrap),

        // None, or a factory's that a gateway sends unasked: that proves nothing, and must not shut it out where nobody need prove anything.
        _ => enrolment switch
        {
            Enrolment.Open => new AccessDecision.Serve(ContactTrust.Anonymous),
            Enrolment.Quarantine when device.HasConfirmed => new AccessDecision.Challenge("credentials-due"),
            // A gateway sends credentials only when challenged (TR-069 3.4.5): one that was given some is asked once.
            Enrolment.Quarantine when device.HasIssued && !device.WasAsked => new AccessDecision.Challenge("first-use"),
            Enrolment.Quarantine => new AccessDecision.Serve(ContactTrust.Anonymous),
            _ => new AccessDecision.Challenge(presented is PresentedCredential.Foreign ? "wrong" : "closed"),
        },
    };
}
