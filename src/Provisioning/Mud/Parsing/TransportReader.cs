using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary>The <c>tcp</c>, <c>udp</c> and <c>icmp</c> containers of an entry (RFC 8519 §4.2, RFC 8520 §4.8).</summary>
internal static class TransportReader
{
    private static readonly IReadOnlyList<UnseenLeaf> TcpHeader =
    [
        new("flags", "tcp-flags") { Bits = ["cwr", "ece", "urg", "ack", "psh", "rst", "syn", "fin"] },
        UnseenLeaf.Number("sequence-number", "tcp-header", 0, uint.MaxValue),
        UnseenLeaf.Number("acknowledgement-number", "tcp-header", 0, uint.MaxValue),
        UnseenLeaf.Number("data-offset", "tcp-header", 5, 15),
        UnseenLeaf.Number("reserved", "tcp-header", 0, 255),
        UnseenLeaf.Number("window-size", "tcp-header", 0, ushort.MaxValue),
        UnseenLeaf.Number("urgent-pointer", "tcp-header", 0, ushort.MaxValue),
        new("options", "tcp-header") { IsBinary = true },
    ];

    private static readonly UnseenLeaf UdpLength = UnseenLeaf.Number("length", "udp-length", 0, ushort.MaxValue);
    private static readonly UnseenLeaf IcmpRest = new("rest-of-header", "icmp-rest") { IsBinary = true };

    public static void ReadTcp(PositionedNode container, AceMatch match, DiagnosticLog log)
    {
        if (Open(container, 6, match, log) is not { } fields)
        {
            return;
        }

        ReadPorts(fields, match, log);
        ReadInitiator(fields, match, log);
        foreach (var leaf in TcpHeader)
        {
            leaf.Read(fields, match, log);
        }

        IpReader.Unknown(fields, match, log);
    }

    public static void ReadUdp(PositionedNode container, AceMatch match, DiagnosticLog log)
    {
        if (Open(container, 17, match, log) is not { } fields)
        {
            return;
        }

        ReadPorts(fields, match, log);
        UdpLength.Read(fields, match, log);

        // RFC 8520 §4.8 knows it for TCP only. Kept, because without it the entry would allow more than was written.
        if (ReadInitiator(fields, match, log) is { } node)
        {
            log.Repair(
                MudCodes.DirectionInitiated, node, "'direction-initiated' is for TCP only; it is kept as who may send first.", MudRepairs.DirectionNotTcp);
        }

        IpReader.Unknown(fields, match, log);
    }

    public static void ReadIcmp(PositionedNode container, AceMatch match, DiagnosticLog log)
    {
        if (Open(container, match.IPVersion == 6 ? 58 : 1, match, log) is not { } fields)
        {
            return;
        }

        match.IcmpType = ReadOctet(fields.Take("type"), match, log);
        match.IcmpCode = ReadOctet(fields.Take("code"), match, log);
        IcmpRest.Read(fields, match, log);

        IpReader.Unknown(fields, match, log);
    }

    private static ObjectReader? Open(PositionedNode container, int protocol, AceMatch match, DiagnosticLog log)
    {
        if (!container.IsObject)
        {
            log.Error(MudCodes.MatchValue, container, $"'{container.Name}' is not an object.");
            match.Broken = true;
            return null;
        }

        if (match.Protocol is { } other && other != protocol)
        {
            log.Error(
                MudCodes.Contradiction, container, $"'{container.Name}' means protocol {protocol}, but the entry has protocol {other}: no packet could match.");
            match.Never = true;
            return null;
        }

        match.Protocol = protocol;
        return new ObjectReader(container, "ietf-access-control-list", log);
    }

    private static void ReadPorts(ObjectReader fields, AceMatch match, DiagnosticLog log)
    {
        if (fields.Take("source-port") is { } source)
        {
            var ports = PortReader.Read(source, log);
            match.Broken |= ports is null;
            match.SourcePorts = ports ?? [];
        }

        if (fields.Take("destination-port") is { } destination)
        {
            var ports = PortReader.Read(destination, log);
            match.Broken |= ports is null;
            match.DestinationPorts = ports ?? [];
        }
    }

    private static PositionedNode? ReadInitiator(ObjectReader fields, AceMatch match, DiagnosticLog log)
    {
        if (fields.Take("direction-initiated", "ietf-mud") is not { } node)
        {
            return null;
        }

        match.InitiatedBy = node is { IsString: true } ? node.Text switch
        {
            "from-device" => MudInitiator.FromDevice,
            "to-device" => MudInitiator.ToDevice,
            _ => null,
        }
        : null;
        if (match.InitiatedBy is null)
        {
            log.Error(MudCodes.DirectionInitiated, node, $"'direction-initiated' is '{Leaves.Quote(node)}'; write from-device or to-device.");
            match.Broken = true;
        }

        return node;
    }

    private static int? ReadOctet(PositionedNode? node, AceMatch match, DiagnosticLog log)
    {
        if (node is null)
        {
            return null;
        }

        if (Leaves.TryNumber(node, 255, log, out var value))
        {
            return value;
        }

        log.Error(MudCodes.Icmp, node, $"'{node.Name}' is '{Leaves.Quote(node)}'; write a number from 0 to 255.");
        match.Broken = true;
        return null;
    }
}
