using System.Net;

namespace Provisioning.Tests.Firewall.Meaning;

/// <summary>A first packet of the host under test, as seen from the device.</summary>
internal readonly record struct Probe(bool FromDevice, IPAddress Peer, int Protocol, int SourcePort, int DestinationPort)
{
    public int Version => Peer.GetAddressBytes().Length == 4 ? 4 : 6;

    public IPAddress Own => Version == 4 ? World.Host4 : World.Host6;
}
