using Provisioning.Mud.Composition;

namespace Provisioning.Firewall.Proof;

/// <summary>What each layer has to say of packets with one peer, one protocol and one direction, in order; only ports are left to ask.</summary>
internal sealed record StatedColumn(IReadOnlyList<PolicyEntry> Chosen, IReadOnlyList<StatedEntry> File, IReadOnlyList<StatedEntry>? Community)
{
    /// <summary>Entries whose answers these packets may be.</summary>
    public IReadOnlyList<PolicyEntry> Answered { get; init; } = [];

    public IEnumerable<(int First, int Last)> SourcePorts =>
        File.Concat(Community ?? []).SelectMany(e => e.SourcePorts).Concat(Answered.Select(e => ((int)e.Ports.First, (int)e.Ports.Last)));

    public IEnumerable<(int First, int Last)> DestinationPorts =>
        File.Concat(Community ?? []).SelectMany(e => e.DestinationPorts).Concat(Chosen.Select(e => ((int)e.Ports.First, (int)e.Ports.Last)));
}
