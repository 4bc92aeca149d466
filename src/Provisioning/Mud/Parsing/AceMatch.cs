using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary>What has been read of one entry's matches so far.</summary>
internal sealed class AceMatch
{
    /// <summary>In <see cref="MudMatch.Lossy"/>: a drop that stands with the part of its matches that could be read.</summary>
    public const string NotUnderstood = "not-understood";

    public int? IPVersion { get; set; }

    public int? Protocol { get; set; }

    public IPNetwork? Source { get; set; }

    public IPNetwork? Destination { get; set; }

    public string? SourceName { get; set; }

    public string? DestinationName { get; set; }

    public IReadOnlyList<PortRange> SourcePorts { get; set; } = [];

    public IReadOnlyList<PortRange> DestinationPorts { get; set; } = [];

    public MudPeer? Peer { get; set; }

    public MudInitiator? InitiatedBy { get; set; }

    public int? IcmpType { get; set; }

    public int? IcmpCode { get; set; }

    public SortedSet<string> Lossy { get; } = new(StringComparer.Ordinal);

    /// <summary>More than one abstraction: none of them counts.</summary>
    public bool SeveralPeers { get; set; }

    /// <summary>A part was not understood: an accept must not stand, a drop stands with what was understood.</summary>
    public bool Broken { get; set; }

    /// <summary>Understood, and no IP packet can meet it: leaving it out loses nothing, whatever its action.</summary>
    public bool Never { get; set; }

    public MudMatch ToMatch() => new(
        IPVersion, Protocol, Source, Destination, SourceName, DestinationName, SourcePorts, DestinationPorts, SeveralPeers ? null : Peer,
        InitiatedBy, IcmpType, IcmpCode, [.. Lossy]);
}
