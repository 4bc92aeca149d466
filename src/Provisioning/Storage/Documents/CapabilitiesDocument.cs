using System.Collections.Immutable;
using Provisioning.Devices;

namespace Provisioning.Storage.Documents;

/// <summary>Capabilities as stored: names that can be written and names that cannot.</summary>
internal sealed record CapabilitiesDocument(
    string Root,
    string? SoftwareVersion,
    DateTimeOffset? DiscoveredAt,
    IReadOnlyList<string> Writable,
    IReadOnlyList<string> ReadOnly,
    IReadOnlyList<string>? Methods = null,
    string? MethodsVersion = null,
    bool IsWatched = false,
    bool IsAddressed = false,
    Protocols Over = Protocols.Cwmp,
    bool IsProvenOverUsp = false,
    string? KeepsCwmp = null)
{
    public static CapabilitiesDocument Of(Capabilities capabilities) => new(
        capabilities.Root,
        capabilities.SoftwareVersion,
        capabilities.DiscoveredAt,
        [.. capabilities.Supported.Where(s => s.Value).Select(s => s.Key)],
        [.. capabilities.Supported.Where(s => !s.Value).Select(s => s.Key)],
        capabilities.Methods is { } methods ? [.. methods] : null,
        capabilities.MethodsVersion,
        capabilities.IsWatched,
        capabilities.IsAddressed,
        capabilities.Over,
        capabilities.IsProvenOverUsp,
        capabilities.KeepsCwmp);

    public Capabilities ToCapabilities()
    {
        var supported = Capabilities.None.Supported.ToBuilder();
        foreach (var name in Writable)
        {
            supported[name] = true;
        }

        foreach (var name in ReadOnly)
        {
            supported[name] = false;
        }

        return new Capabilities(Root, supported.ToImmutable(), SoftwareVersion, DiscoveredAt)
        {
            Methods = Methods?.ToImmutableSortedSet(StringComparer.Ordinal),
            MethodsVersion = MethodsVersion,
            IsWatched = IsWatched,
            IsAddressed = IsAddressed,
            Over = Over,
            IsProvenOverUsp = IsProvenOverUsp,
            KeepsCwmp = KeepsCwmp,
        };
    }
}
