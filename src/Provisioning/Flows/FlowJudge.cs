using Provisioning.Firewall;

namespace Provisioning.Flows;

/// <summary>What is wrong with a flow of one host. Pure.</summary>
public static class FlowJudge
{
    private const int Tcp = 6;
    private const int Udp = 17;

    /// <param name="decision">Of the host's composed policy; null: it is held to nothing that is known.</param>
    public static IReadOnlyList<FindingKind> Judge(FirstPacket packet, PolicyDecision? decision, HomeNetwork home, ExposureCatalogue catalogue)
    {
        var kinds = new List<FindingKind>();
        if (decision is { Accepted: false })
        {
            kinds.Add(decision.Because.Any(b => b.Layer is "isp" or "subscriber" or "community") ? FindingKind.Forbidden : FindingKind.Undeclared);
        }

        if (home.IsLocal(packet.Peer))
        {
            return kinds;
        }

        if (catalogue.PlainText(packet.Protocol, PortOf(packet)) is not null)
        {
            kinds.Add(FindingKind.PlainText);
        }

        if (packet.FromDevice && AsksForNames(packet, home, catalogue))
        {
            kinds.Add(FindingKind.DnsBypass);
        }

        return kinds;
    }

    /// <summary>Of the end that was opened.</summary>
    public static int PortOf(FirstPacket packet) => packet.FromDevice ? packet.PeerPort : packet.OwnPort;

    private static bool AsksForNames(FirstPacket packet, HomeNetwork home, ExposureCatalogue catalogue) => (packet.Protocol, packet.PeerPort) switch
    {
        // DNS, and DNS over TLS or QUIC (RFC 7858, RFC 9250).
        (Tcp or Udp, 53 or 853) => home.IsResolver(packet.Peer) is false,
        // DNS over HTTPS cannot be told from HTTPS but by whom it is with.
        (Tcp or Udp, 443) => home.IsResolver(packet.Peer) is not true && catalogue.IsPublicResolver(packet.Peer),
        _ => false,
    };
}
