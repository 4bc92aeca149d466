using System.Net;
using UspController.Mtp.Tls;

namespace UspController;

/// <summary>What is wrong with <c>Acs:Usp:WebSocket</c>.</summary>
internal static class UspWebSocketErrors
{
    private const string Key = UspOptions.Section + ":WebSocket";
    private const int MaxAgents = 10_000;

    public static IEnumerable<string> Of(UspWebSocketOptions options) =>
        (options.Enabled ? Listener(options) : []).Concat(Agents(options)).Concat(Limits(options));

    private static IEnumerable<string> Listener(UspWebSocketOptions options)
    {
        if (options.Port is < 0 or > 65535)
        {
            yield return $"{Key}:Port: {options.Port} is no TCP port.";
        }

        if (options.Address is not ("*" or "localhost") && !IPAddress.TryParse(options.Address, out _))
        {
            yield return $"{Key}:Address: '{options.Address}' is no IP address, nor * for all.";
        }

        if (!options.Path.StartsWith('/') || options.Path.Length > 200 || options.Path.AsSpan().IndexOfAny("?# %") >= 0)
        {
            yield return $"{Key}:Path: '{options.Path}' is no plain path such as /usp.";
        }

        if (options.Bootstrap.User.Length == 0 != (options.Bootstrap.Password.Length == 0))
        {
            yield return $"{Key}:Bootstrap: User and Password belong together.";
        }

        if (options.Bootstrap.User.Contains(':', StringComparison.Ordinal))
        {
            yield return $"{Key}:Bootstrap:User: holds a colon, which ends a user name in Basic (RFC 7617).";
        }

        if (options.Certificate.Path.Length > 0 && UspTlsErrors.Unreadable(() => CertificateFile.Load(options.Certificate)) is { } own)
        {
            yield return $"{Key}:Certificate: {own}";
        }

        var agents = options.AgentCertificates;
        if (agents.Mode != UspAgentCertificateUse.Off && (options.Certificate.Path.Length == 0 || agents.TrustedAuthorities.Count + agents.Pinned.Count == 0))
        {
            yield return $"{Key}:AgentCertificates: agents show certificates over TLS only, and to a listener that trusts somebody: Certificate:Path and TrustedAuthorities or Pinned are needed.";
        }

        if (UspTlsErrors.Unreadable(() => CertificateFile.LoadAll(agents.TrustedAuthorities.Concat(agents.Pinned))) is { } why)
        {
            yield return $"{Key}:AgentCertificates: {why}";
        }
    }

    private static IEnumerable<string> Agents(UspWebSocketOptions options)
    {
        if (options.Agents.Count > MaxAgents)
        {
            yield return $"{Key}:Agents: {options.Agents.Count} are more than {MaxAgents}.";
        }

        foreach (var (agent, i) in options.Agents.Take(MaxAgents).Select((a, i) => (a, i)))
        {
            if (!Records.EndpointId.IsValid(agent.EndpointId))
            {
                yield return $"{Key}:Agents:{i}:EndpointId: '{agent.EndpointId}' is no USP endpoint id.";
            }

            if (!Uri.TryCreate(agent.Url, UriKind.Absolute, out var url) || url.Scheme is not ("ws" or "wss") || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            {
                yield return $"{Key}:Agents:{i}:Url: '{agent.Url}' is no ws:// or wss:// address without user and fragment.";
            }
        }

        foreach (var twice in options.Agents.GroupBy(a => a.EndpointId, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return $"{Key}:Agents: '{twice.Key}' is there more than once.";
        }

        if (UspTlsErrors.Unreadable(() => CertificateFile.LoadAll(options.Authorities)) is { } why)
        {
            yield return $"{Key}:Authorities: {why}";
        }
    }

    private static IEnumerable<string> Limits(UspWebSocketOptions options)
    {
        if (options.MaxRecordBytes is < 65_536 or > 268_435_455)
        {
            yield return $"{Key}:MaxRecordBytes: {options.MaxRecordBytes} is not between 65536 and 268435455.";
        }

        if (options.KeepAliveSeconds is < 1 or > 3600)
        {
            yield return $"{Key}:KeepAliveSeconds: {options.KeepAliveSeconds} is not between 1 and 3600.";
        }

        (string, int)[] counts =
        [
            (nameof(options.MaxConnections), options.MaxConnections),
            (nameof(options.ConnectsPerSecond), options.ConnectsPerSecond),
            (nameof(options.ConnectsPerMinuteAndAddress), options.ConnectsPerMinuteAndAddress),
        ];
        foreach (var (name, value) in counts)
        {
            if (value < 1)
            {
                yield return $"{Key}:{name}: {value} lets nobody in.";
            }
        }
    }
}
