using Acs.Cwmp.Endpoint;
using Acs.Cwmp.Rpc;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Authentication;

/// <summary>
/// Decides about an Inform: (1) is this pair of address and device locked, (2) what was shown, (3) what policy makes of it,
/// (4) count and note what came of it.
/// </summary>
internal sealed class Gatekeeper(
    CpeAuthenticator authenticator,
    IDeviceCredentials credentials,
    AccessLimits limits,
    RecentChallenges asked,
    IAccessLog log,
    QuirkCatalogue quirks,
    IQuirkSightings sightings,
    CwmpMetrics metrics,
    IOptions<CwmpOptions> options,
    ILogger<Gatekeeper> logger)
{
    private static readonly TimeSpan _floodWait = TimeSpan.FromSeconds(60);

    private readonly CwmpOptions _options = options.Value;

    public async ValueTask<AccessDecision> DecideAsync(
        Caller caller, Inform inform, string? authorization, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var device = inform.Identity.Id;
        var mechanism = Mechanism(caller, authorization);

        // (1)
        if (limits.Locked(caller.Address, device) is { } wait)
        {
            Note(AccessResult.Refused, "locked");
            return new AccessDecision.Wait("locked", wait);
        }

        // (2)
        var presented = CpeAuthenticator.Certificate(caller)
            ?? await authenticator.CheckAsync(authorization, "POST", body, caller, cancellation);

        // (3)
        var facts = await FactsAsync(presented, inform, caller, cancellation);
        var decision = AccessPolicy.Decide(_options.Enrolment, presented, facts);

        // (4)
        switch (decision)
        {
            case AccessDecision.Serve serve:
                limits.Succeeded(caller.Address, device);
                if (presented is PresentedCredential.Device or PresentedCredential.Bootstrap)
                {
                    asked.Answered(device);
                }

                if (presented is PresentedCredential.Device { Credential: { Confirmed: false } own })
                {
                    await credentials.ConfirmAsync(own.Device, cancellation);
                }

                Note(AccessResult.Accepted, serve.Trust.ToString().ToLowerInvariant());
                return serve;
            case AccessDecision.Challenge { Stale: true }:
                return decision;
            case AccessDecision.Challenge { Why: var why } when presented is PresentedCredential.None || facts.HasIssued:
                if (facts.HasIssued)
                {
                    asked.Add(device);
                }

                Note(AccessResult.Challenged, why);
                break;
            case AccessDecision.Challenge { Why: var why }:
                Note(AccessResult.Refused, why);
                if (presented is PresentedCredential.Bootstrap && inform.Events.Any(e => e.Kind == ContactEvent.Boot))
                {
                    sightings.Saw(device, Quirk.NoBootstrap, "It came with the shared credential after a boot and is kept out.");
                }

                if (limits.Failed(caller.Address, device))
                {
                    metrics.LockedOut();
                    CwmpLog.LockedOut(logger, caller.Address, device);
                }

                break;
            case AccessDecision.Forbid { Why: var why }:
                Note(AccessResult.Refused, why);
                break;
        }

        // A knock without credentials is answered always: a neighbour behind the same address begins like that.
        return presented is not PresentedCredential.None && limits.IsFlooding(caller.Address) ? new AccessDecision.Wait("flood", _floodWait) : decision;

        void Note(AccessResult result, string reason) =>
            log.Note(new AccessAttempt(device, caller.Address ?? "", Protocols.Cwmp, mechanism, result, reason));
    }

    /// <summary>An Inform that was let in here, and turned away by what knows the devices.</summary>
    public void Refused(Caller caller, DeviceId device, string? authorization) =>
        log.Note(new AccessAttempt(device, caller.Address ?? "", Protocols.Cwmp, Mechanism(caller, authorization), AccessResult.Refused, "unknown-device"));

    private async ValueTask<DeviceFacts> FactsAsync(PresentedCredential presented, Inform inform, Caller caller, CancellationToken cancellation)
    {
        var device = inform.Identity.Id;
        var own = presented is PresentedCredential.Device or PresentedCredential.Certificate;
        var confirmed = !own && (presented is PresentedCredential.Bootstrap
            ? await credentials.IsInUseAsync(device, cancellation)
            : await credentials.HasConfirmedAsync(device, cancellation));
        var issued = !confirmed && presented is (PresentedCredential.None or PresentedCredential.Foreign) && await credentials.HasIssuedAsync(device, cancellation);
        return new DeviceFacts(
            device,
            confirmed,
            issued,
            issued && asked.Contains(device),
            SaysBootstrap(inform, presented),
            _options.ClientCertificates.Mode == ClientCertificateUse.Required && caller.Certificate is not { Problem: null });
    }

    /// <summary>TR-069 3.7.1.5: or boots after a factory reset without saying so, as its firmware is known to.</summary>
    private bool SaysBootstrap(Inform inform, PresentedCredential presented) =>
        inform.Events.Any(e => e.Kind == ContactEvent.Bootstrap)
        || (presented is PresentedCredential.Bootstrap && inform.Events.Any(e => e.Kind == ContactEvent.Boot)
            && quirks.For(inform.Identity.Id, inform.SoftwareVersion).BootIsBootstrap is true);

    private static string Mechanism(Caller caller, string? authorization) =>
        caller.Certificate is { Problem: null, Identities.Count: > 0 } ? "certificate"
        : string.IsNullOrWhiteSpace(authorization) ? "none"
        : authorization.AsSpan().TrimStart().StartsWith("Digest", StringComparison.OrdinalIgnoreCase) ? "digest"
        : authorization.AsSpan().TrimStart().StartsWith("Basic", StringComparison.OrdinalIgnoreCase) ? "basic"
        : "other";
}
