using Provisioning.Mud.Model;

namespace Provisioning.Mud.Composition;

/// <summary>One sentence of a layer: a set of first packets of a host, and what is to become of them.</summary>
/// <param name="Accept">False: forbidden.</param>
/// <param name="FromDevice">Packets that the host opens a flow with; else those that open one to it.</param>
/// <param name="Protocol">IP protocol number, -1 for any.</param>
/// <param name="Ports">Of the packet's destination; all where the protocol has none.</param>
public sealed record PolicyEntry(Guid Id, PolicyLayer Layer, bool Accept, bool FromDevice, PolicyPeer Peer, int Protocol, PortRange Ports)
{
    public static PortRange AllPorts { get; } = new(0, ushort.MaxValue);

    public bool HasPorts => Ports != AllPorts;
}
