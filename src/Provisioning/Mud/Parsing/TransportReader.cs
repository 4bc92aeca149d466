using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary>The <c>tcp</c>, <c>udp</c> and <c>icmp</c> containers of an entry (RFC 8519 §4.2, RFC 8520 §8).</summary>
internal static class TransportReader
{
    private static readonly IReadOnlyList<string> TcpHeader =
        ["sequence-number", "acknowledgement-number", "data-offset", "reserved", "window-size", "urgent-pointer", "options"];

    public static void ReadTcp(PositionedNode container, AceMatch match, DiagnosticLog log)
    {
        if (Open(container, 6, match, log) is not { } fields)
        {
            return;
        }

        ReadPorts(fields, match, log);
        ReadInitiator(fields, match, log);
        if (fields.Take("flags") is not null)
        {
            match.Lossy.Add("tcp-flags");
        }

        foreach (var leaf in TcpHeader)
        {
            if (fields.Take(leaf) is not null)
            {
                match.Lossy.Add("tcp-header");
            }
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
        if (fields.Take("length") is not null)
        {
            match.Lossy.Add("udp-length");
        }

        // RFC 8520 §8 knows it for TCP only. Kept, because without it the entry would allow more than was written.
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
        if (fields.Take("rest-of-header") is not null)
        {
            match.Lossy.Add("icmp-rest");
        }

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
            match.Broken = true;
            match.Protocol = null;
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
