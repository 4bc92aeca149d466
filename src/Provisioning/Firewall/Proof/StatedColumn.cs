using Provisioning.Mud.Composition;

namespace Provisioning.Firewall.Proof;

/// <summary>What each layer has to say of packets with one peer, one protocol and one direction, in order; only ports are left to ask.</summary>
internal sealed record StatedColumn(IReadOnlyList<PolicyEntry> Chosen, IReadOnlyList<StatedEntry> File, IReadOnlyList<StatedEntry>? Community)
{
    public IEnumerable<(int First, int Last)> SourcePorts => File.Concat(Community ?? []).SelectMany(e => e.SourcePorts);

    public IEnumerable<(int First, int Last)> DestinationPorts =>
        File.Concat(Community ?? []).SelectMany(e => e.DestinationPorts).Concat(Chosen.Select(e => ((int)e.Ports.First, (int)e.Ports.Last)));
}
