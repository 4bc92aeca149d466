using System.Globalization;
using System.Net;

namespace Provisioning.Firewall.Proof;

/// <summary>The first packet of a connection, as seen from the host.</summary>
/// <param name="SourcePort">-1 where the protocol has none.</param>
internal readonly record struct ProofPacket(bool FromDevice, IPAddress Own, IPAddress Peer, int Protocol, int SourcePort, int DestinationPort)
{
    public override string ToString()
    {
        var (source, destination) = FromDevice ? (Own, Peer) : (Peer, Own);
        var protocol = Protocol switch { 1 => "icmp", 6 => "tcp", 17 => "udp", 58 => "icmpv6", _ => string.Create(CultureInfo.InvariantCulture, $"protocol {Protocol}") };
        return $"{(FromDevice ? "from" : "to")} the host: {protocol} {End(source, SourcePort)} > {End(destination, DestinationPort)}";
    }

    private static string End(IPAddress address, int port) => port < 0 ? address.ToString() : new IPEndPoint(address, port).ToString();
}
