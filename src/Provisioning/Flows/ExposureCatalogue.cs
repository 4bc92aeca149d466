using System.Net;
using System.Text.Json;

namespace Provisioning.Flows;

/// <summary>What is known of protocols without encryption and of public resolvers: <c>schemas/exposure</c>.</summary>
public sealed class ExposureCatalogue
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<(int, int), PlainTextProtocol> _plain = Read<PlainTextProtocol>("plain-text").ToDictionary(p => (p.Protocol, p.Port));
    private readonly HashSet<IPAddress> _resolvers = [.. Read<Resolver>("doh-resolvers").SelectMany(r => r.Addresses).Select(IPAddress.Parse)];

    private readonly Dictionary<string, string> _shared = Read<Shared>("shared-hosts").ToDictionary(s => s.Name, s => s.Reason, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: nothing is known against it.</summary>
    public PlainTextProtocol? PlainText(int protocol, int port) => _plain.GetValueOrDefault((protocol, port));

    /// <summary>It answers DNS over HTTPS (RFC 8484) at this address.</summary>
    public bool IsPublicResolver(IPAddress address) => _resolvers.Contains(address);

    /// <summary>Why a name stands for more than one party's service (RFC 9726 §4.3); null: nothing is known.</summary>
    public string? SharedHost(string name) => _shared.GetValueOrDefault(name);

    private static List<T> Read<T>(string name)
    {
        using var stream = typeof(ExposureCatalogue).Assembly.GetManifestResourceStream($"exposure.{name}.json")!;
        return JsonSerializer.Deserialize<List<T>>(stream, _json)!;
    }

    private sealed record Shared(string Name, string Reason);

    private sealed record Resolver(string Name, IReadOnlyList<string> Addresses);
}
