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

    /// <summary>The methods that the gateway says it has (CWMP GetRPCMethods); null until it was asked.</summary>
    public ImmutableSortedSet<string>? Methods { get; init; }

    /// <summary>The version that <see cref="Methods"/> were asked on: another version asks again.</summary>
    public string? MethodsVersion { get; init; }

    /// <summary>
    /// The gateway was told to say at once when somebody changes its firewall (CWMP active notification). Once for each
    /// discovery: another firmware, and a factory reset, may have forgotten it.
    /// </summary>
    public bool IsWatched { get; init; }

    /// <summary>The gateway was told how to name instances (<see cref="Conversations.AddressingPolicy"/>). Once for each discovery, as <see cref="IsWatched"/>.</summary>
    public bool IsAddressed { get; init; }

    /// <summary>Over which protocols they were found: a gateway may show each another data model, under another root.</summary>
    public Protocols Over { get; init; } = Protocols.Cwmp;

    /// <summary>A conversation over USP came to its end with nothing left to do. Once for each discovery, and anew after a factory reset.</summary>
    public bool IsProvenOverUsp { get; init; }

    /// <summary>Why CWMP cannot be switched off over USP, for a person; null: it can, or nobody tried. Once for each discovery.</summary>
    public string? KeepsCwmp { get; init; }

    public bool KnowsMethods(string? softwareVersion) =>
        Methods is not null && string.Equals(MethodsVersion, softwareVersion, StringComparison.Ordinal);

    public bool Has(string template) => Supported.ContainsKey(template);
}
