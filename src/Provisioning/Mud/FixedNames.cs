using System.Net;
using Microsoft.Extensions.Options;

namespace Provisioning.Mud;

/// <summary><c>Acs:Mud:Names</c>: names that DNS is not asked for.</summary>
internal sealed class FixedNames(IOptions<MudOptions> options)
{
    private readonly Dictionary<string, IReadOnlyList<IPAddress>> _names = options.Value.Names
        .Where(n => DnsNames.TryNormalise(n.Key, out _))
        .ToDictionary(n => Normalise(n.Key), n => Parse(n.Value) ?? [], StringComparer.Ordinal);

    public IReadOnlyList<IPAddress>? Find(string name) => _names.GetValueOrDefault(Normalise(name));

    /// <returns>Null where the text is not a list of addresses.</returns>
    public static IReadOnlyList<IPAddress>? Parse(string text)
    {
        var parts = text.Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var addresses = parts.Select(p => IPAddress.TryParse(p, out var address) ? address : null).ToList();
        return addresses.Contains(null) ? null : [.. addresses.OfType<IPAddress>()];
    }

    private static string Normalise(string name) => DnsNames.TryNormalise(name, out var normal) ? normal : name;
}
