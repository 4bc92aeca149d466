using System.Security.Cryptography;
using System.Text;
using MQTTnet.Protocol;
using UspController.Mtp.Tls;
using UspController.Records;

namespace UspController.Mtp.Embedded;

/// <summary>
/// Who may connect to the embedded broker: an agent with its own certificate or credential (user name = endpoint id),
/// anybody with the fleet's bootstrap credential, and with open enrolment anybody at all.
/// </summary>
/// <param name="isCertificateRequired">Nobody without a certificate.</param>
/// <param name="access">Where refusals of known devices are noted; null: nowhere.</param>
internal sealed class ConnectPolicy(
    UspBootstrapOptions bootstrap, Enrolment enrolment, IDeviceCredentials credentials, bool isCertificateRequired = false, IAccessLog? access = null)
{
    public async ValueTask<ConnectDecision> DecideAsync(ConnectAttempt attempt, CancellationToken cancellationToken)
    {
        var decision = await JudgeAsync(attempt, cancellationToken);
        if (decision is ConnectDecision.Denied { Device: { } device } denied)
        {
            access?.Note(new AccessAttempt(device, attempt.RemoteAddress, Protocols.Usp, denied.Mechanism, AccessResult.Refused, denied.Why));
        }

        return decision;
    }

    private async ValueTask<ConnectDecision> JudgeAsync(ConnectAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.DeclaredEndpointId is { } declared && !EndpointId.IsValid(declared))
        {
            return new ConnectDecision.Denied(MqttConnectReasonCode.NotAuthorized, "bad-endpoint-id");
        }

        if (attempt.Certificate is { Problem: null } certificate)
        {
            return await CertifiedAsync(attempt, certificate, cancellationToken);
        }

        if (isCertificateRequired)
        {
            return new ConnectDecision.Denied(MqttConnectReasonCode.NotAuthorized, attempt.Certificate?.Problem ?? "no-certificate");
        }

        if (string.IsNullOrEmpty(attempt.User))
        {
            return enrolment == Enrolment.Open
                ? await NamedAsync(attempt, ContactTrust.Anonymous, cancellationToken)
                : new ConnectDecision.Denied(MqttConnectReasonCode.NotAuthorized, "no-credentials");
        }

        if (bootstrap.User.Length > 0 && attempt.User == bootstrap.User)
        {
            return Same(bootstrap.Password, attempt.Password)
                ? await NamedAsync(attempt, ContactTrust.Bootstrap, cancellationToken)
                : new ConnectDecision.Denied(MqttConnectReasonCode.BadUserNameOrPassword, "bad-bootstrap-password");
        }

        var credential = await credentials.FindAsync(attempt.User, cancellationToken);
        if (credential is null || !Same(credential.Password, attempt.Password))
        {
            return new ConnectDecision.Denied(MqttConnectReasonCode.BadUserNameOrPassword, credential is null ? "unknown-user" : "bad-password", credential?.Device, "basic");
        }

        var endpointId = EndpointId.IsValid(attempt.User) ? attempt.User : Declared(attempt);
        if (attempt.DeclaredEndpointId is not null && endpointId != attempt.DeclaredEndpointId)
        {
            return new ConnectDecision.Denied(
                MqttConnectReasonCode.NotAuthorized, "foreign-endpoint-id", await OwnerAsync(attempt.DeclaredEndpointId, cancellationToken), "basic");
        }

        if (!credential.Confirmed)
        {
            await credentials.ConfirmAsync(credential.Device, cancellationToken);
        }

        return new ConnectDecision.Welcome(ContactTrust.Device, credential.Device, endpointId);
    }

    /// <summary>True when nobody's own credentials stand behind <paramref name="endpointId"/>: then one without may bear it.</summary>
    public async ValueTask<bool> IsFreeAsync(string endpointId, ContactTrust trust, CancellationToken cancellationToken) =>
        trust != ContactTrust.Anonymous
        || await credentials.FindAsync(endpointId, cancellationToken) is not { Confirmed: true };

    /// <summary>TR-369 R-SEC.0a: the certificate says who it is; what else is said may choose among its names, not add to them.</summary>
    private async ValueTask<ConnectDecision> CertifiedAsync(ConnectAttempt attempt, JudgedCertificate certificate, CancellationToken cancellationToken)
    {
        if (attempt.DeclaredEndpointId is { } declared && !certificate.Allows(declared))
        {
            return new ConnectDecision.Denied(
                MqttConnectReasonCode.NotAuthorized, "foreign-endpoint-id", await OwnerAsync(declared, cancellationToken), "certificate");
        }

        string?[] said = [attempt.DeclaredEndpointId, attempt.ClientId, attempt.User];
        var endpointId = Array.Find(said, s => s is not null && certificate.Allows(s))
            ?? (certificate.Names is [var only] && certificate.IsAlone(only) && EndpointId.IsValid(only) ? only : null);
        // Only one whose device is known by now, or whose endpoint id names one (with os:: all but the product class), is believed to
        // be that device: what DeviceInfo says is the agent's own word. One of many that share a certificate (R-SEC.11) is a member
        // of the fleet.
        var owner = endpointId is not null && certificate.IsAlone(endpointId)
            ? (await credentials.FindAsync(endpointId, cancellationToken))?.Device ?? NamedIdentity(endpointId)
            : null;
        return new ConnectDecision.Welcome(owner is null ? ContactTrust.Bootstrap : ContactTrust.Device, owner, endpointId, certificate);
    }

    private static DeviceId? NamedIdentity(string endpointId) =>
        endpointId.StartsWith("os:", StringComparison.Ordinal) || endpointId.StartsWith("ops:", StringComparison.Ordinal)
            ? EndpointId.ToDeviceId(endpointId) is { Oui: not "USP" } id ? id : null
            : null;

    private async ValueTask<ConnectDecision> NamedAsync(ConnectAttempt attempt, ContactTrust trust, CancellationToken cancellationToken)
    {
        var endpointId = Declared(attempt);
        return endpointId is null || await IsFreeAsync(endpointId, trust, cancellationToken)
            ? new ConnectDecision.Welcome(trust, null, endpointId)
            : new ConnectDecision.Denied(
                MqttConnectReasonCode.NotAuthorized, "endpoint-id-has-credentials", await OwnerAsync(endpointId, cancellationToken), trust == ContactTrust.Bootstrap ? "bootstrap" : "none");
    }

    private async ValueTask<DeviceId?> OwnerAsync(string endpointId, CancellationToken cancellationToken) =>
        (await credentials.FindAsync(endpointId, cancellationToken))?.Device;

    /// <summary>The user property, else the client id where that is an endpoint id (TR-369 R-MQTT.8).</summary>
    private static string? Declared(ConnectAttempt attempt) =>
        attempt.DeclaredEndpointId ?? (EndpointId.IsValid(attempt.ClientId) ? attempt.ClientId : null);

    private static bool Same(string wanted, byte[]? given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(wanted), given ?? []);
}
