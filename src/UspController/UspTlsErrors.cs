using System.Security.Cryptography;
using UspController.Mtp.Tls;

namespace UspController;

/// <summary>What is wrong with <c>Acs:Usp:Mqtt:Tls…</c>: files are tried, so that a wrong one stops the start and not the first agent.</summary>
internal static class UspTlsErrors
{
    private const string Key = UspOptions.Section + ":Mqtt";

    public static IEnumerable<string> Of(UspMqttOptions mqtt)
    {
        var isEmbedded = mqtt.Mode == UspMqttMode.Embedded;
        if (mqtt.TlsPort is < 0 or > 65535)
        {
            yield return $"{Key}:TlsPort: {mqtt.TlsPort} is no TCP port.";
        }

        if (isEmbedded && !mqtt.Plain && !mqtt.HasTlsListener)
        {
            yield return $"{Key}:Plain: false leaves no listener; TLS needs Mqtt:TlsCertificate:Path.";
        }

        if (mqtt.TlsCertificate.Path.Length > 0 && Unreadable(() => CertificateFile.Load(mqtt.TlsCertificate)) is { } own)
        {
            yield return $"{Key}:TlsCertificate: {own}";
        }

        var agents = mqtt.TlsAgents;
        if (isEmbedded && agents.Mode != UspAgentCertificateUse.Off)
        {
            if (!mqtt.HasTlsListener)
            {
                yield return $"{Key}:TlsAgents:Mode: agents show certificates over TLS only, which needs Mqtt:TlsCertificate:Path.";
            }

            if (agents.TrustedAuthorities.Count + agents.Pinned.Count == 0)
            {
                yield return $"{Key}:TlsAgents:TrustedAuthorities: names no file, nor does Pinned, so no certificate would ever count.";
            }
        }

        (string, IEnumerable<string>)[] lists =
            [("TlsAgents:TrustedAuthorities", agents.TrustedAuthorities), ("TlsAgents:Pinned", agents.Pinned), ("TlsAuthorities", mqtt.TlsAuthorities)];
        foreach (var (name, paths) in lists)
        {
            if (Unreadable(() => CertificateFile.LoadAll(paths)) is { } why)
            {
                yield return $"{Key}:{name}: {why}";
            }
        }
    }

    internal static string? Unreadable(Func<object> load)
    {
        try
        {
            _ = load();
            return null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
