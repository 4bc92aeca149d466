using System.Net;

namespace Provisioning.Firewall;

/// <summary>The first packet of a flow between a host of the home and somebody else.</summary>
/// <param name="FromDevice">The host opens it.</param>
/// <param name="Protocol">IP protocol number.</param>
/// <param name="Own">The host's address.</param>
/// <param name="OwnPort">0 where the protocol has none, or it is not known.</param>
public sealed record FirstPacket(bool FromDevice, int Protocol, IPAddress Own, int OwnPort, IPAddress Peer, int PeerPort);
