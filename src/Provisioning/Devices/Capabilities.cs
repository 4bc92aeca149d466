using System.Collections.Immutable;

namespace Provisioning.Devices;

/// <summary>
/// What a gateway really has, found by discovery and never assumed from a version it claims. Paths are templates:
/// <c>Device.Firewall.Chain.{i}.Rule.{i}.SourceMAC</c>, commands end with <c>()</c>.
/// </summary>
/// <param name="Root"><c>Device.</c> or <c>InternetGatewayDevice.</c>; empty until known.</param>
/// <param name="Supported">
/// Template to writable. A table that discovery only saw empty over CWMP has its object path but no children: what its
/// rows hold is then learned from the first row that is added.
/// </param>
/// <param name="SoftwareVersion">The version they were discovered on: another version asks again.</param>
public sealed record Capabilities(
    string Root,
    ImmutableSortedDictionary<string, bool> Supported,
    string? SoftwareVersion,
    DateTimeOffset? DiscoveredAt)
{
    public static Capabilities None { get; } =
        new("", ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal), null, null);

    public bool Has(string template) => Supported.ContainsKey(template);
}
