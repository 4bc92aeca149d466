using System.Net;
using System.Net.Sockets;

namespace Provisioning.Mud.Parsing;

/// <summary>The <c>ipv4</c> and <c>ipv6</c> containers of an entry (RFC 8519 §4.2, RFC 8520 §8).</summary>
internal static class IpReader
{
    private static readonly IReadOnlyList<UnseenLeaf> UnseenFields =
    [
        UnseenLeaf.Number("dscp", "dscp", 0, 63),
        UnseenLeaf.Number("ecn", "ecn", 0, 3),
        UnseenLeaf.Number("length", "ip-length", 0, ushort.MaxValue),
        UnseenLeaf.Number("ttl", "ttl", 0, 255),
    ];

    private static readonly IReadOnlyList<UnseenLeaf> UnseenIPv4Fields =
    [
        .. UnseenFields,
        UnseenLeaf.Number("ihl", "ip-header", 5, 60),
        new("flags", "ip-header") { Bits = ["reserved", "fragment", "more"] },
        UnseenLeaf.Number("offset", "ip-header", 20, ushort.MaxValue),
        UnseenLeaf.Number("identification", "ip-header", 0, ushort.MaxValue),
    ];

    private static readonly IReadOnlyList<UnseenLeaf> UnseenIPv6Fields =
        [.. UnseenFields, UnseenLeaf.Number("flow-label", "ip-header", 0, 0xfffff)];

    private static readonly IReadOnlyList<(string Side, string Current, string Draft)> PortPlaces =
    [
        ("source", "source-port-range", "source-port-range-or-operator"),
        ("destination", "destination-port-range", "destination-port-range-or-operator"),
    ];

    public static void Read(PositionedNode container, int version, bool fromDevice, AceMatch match, DiagnosticLog log)
    {
        if (!container.IsObject)
        {
            log.Error(MudCodes.MatchValue, container, $"'{container.Name}' is not an object.");
            match.Broken = true;
            return;
        }

        match.IPVersion = version;
        var fields = new ObjectReader(container, "ietf-access-control-list", log);
        if (fields.Take("protocol") is { } protocol)
        {
            ReadProtocol(protocol, match, log);
        }

        match.Source = ReadPrefix(fields.Take($"source-ipv{version}-network"), version, match, log);
        match.Destination = ReadPrefix(fields.Take($"destination-ipv{version}-network"), version, match, log);
        ReadNames(fields, fromDevice, match, log);
        foreach (var leaf in version == 4 ? UnseenIPv4Fields : UnseenIPv6Fields)
        {
            leaf.Read(fields, match, log);
        }

        foreach (var (side, current, draft) in PortPlaces)
        {
            ReadDraftPorts(fields, side, current, draft, match, log);
        }

        Unknown(fields, match, log);
    }

    /// <summary><c>ietf-acldns</c> leaves, in their container or loosely below <c>matches</c>.</summary>
    public static void ReadNames(ObjectReader fields, bool fromDevice, AceMatch match, DiagnosticLog log)
    {
        if (fields.Take("src-dnsname", "ietf-acldns") is { } source)
        {
            match.SourceName = ReadName(source, wrongSide: fromDevice, match, log, isSource: true);
        }

        if (fields.Take("dst-dnsname", "ietf-acldns") is { } destination)
        {
            match.DestinationName = ReadName(destination, wrongSide: !fromDevice, match, log, isSource: false);
        }
    }

    public static void Unknown(ObjectReader fields, AceMatch match, DiagnosticLog log)
    {
        foreach (var unknown in fields.Rest)
        {
            log.Error(
                MudCodes.UnknownMatch, unknown, $"'{unknown.Name}' in '{fields.Node.Name}' is not known; ignoring it would match more than was meant.");
            match.Broken = true;
        }
    }

    private static void ReadProtocol(PositionedNode node, AceMatch match, DiagnosticLog log)
    {
        if (Leaves.TryNumber(node, 255, log, out var protocol))
        {
            match.Protocol = protocol;
            return;
        }

        log.Error(MudCodes.Protocol, node, $"'protocol' is '{Leaves.Quote(node)}'; write the IP protocol's number, 0 to 255.");
        match.Broken = true;
    }

    private static IPNetwork? ReadPrefix(PositionedNode? node, int version, AceMatch match, DiagnosticLog log)
    {
        if (node is null)
        {
            return null;
        }

        if (!node.IsString || !AddressText.TryPrefix(node.Text, version, out var prefix, out var hadLength))
        {
            log.Error(MudCodes.Prefix, node, $"'{node.Name}' is '{Leaves.Quote(node)}', which is no IPv{version} prefix.");
            match.Broken = true;
            return null;
        }

        if (!hadLength)
        {
            log.Repair(MudCodes.Prefix, node, $"'{node.Name}' has no prefix length; write {prefix}.", MudRepairs.PrefixWithoutLength);
        }

        if (IsUnicast(prefix))
        {
            log.Info(MudCodes.LiteralAddress, node, $"'{prefix}' is a literal address; a DNS name would survive a move.");
        }

        return prefix;
    }

    private static string? ReadName(PositionedNode node, bool wrongSide, AceMatch match, DiagnosticLog log, bool isSource)
    {
        // RFC 8520 §8.1, §8.2: src-dnsname MUST NOT be in a from-device list, dst-dnsname not in a to-device list: it would name the device itself.
        if (wrongSide)
        {
            log.Error(
                MudCodes.DnsNameSide, node,
                isSource ? "'src-dnsname' must not be in a from-device list; write 'dst-dnsname'." : "'dst-dnsname' must not be in a to-device list; write 'src-dnsname'.");
            match.Broken = true;
            return null;
        }

        // inet:host may be an address; then it is a prefix like any other.
        var version = match.IPVersion ?? (node.Text.Contains(':', StringComparison.Ordinal) ? 6 : 4);
        if (node.IsString && AddressText.TryAddress(node.Text, version, out var address))
        {
            log.Info(MudCodes.LiteralAddress, node, $"'{address}' is a literal address in the place of a DNS name.");
            var taken = isSource ? match.Source : match.Destination;
            var host = AddressText.Network(address, version == 4 ? 32 : 128);
            if (taken is { } network && !network.Contains(address))
            {
                return Contradict(node, match, log);
            }

            if (isSource)
            {
                match.Source = host;
            }
            else
            {
                match.Destination = host;
            }

            return null;
        }

        if (node.IsString && DnsNames.TryNormalise(node.Text, out var name) && !IsNumeric(name))
        {
            return name;
        }

        log.Error(
            MudCodes.DnsName, node,
            $"'{node.Name}' is '{Leaves.Quote(node)}'; write one DNS name without wildcard, international names as A-labels.");
        match.Broken = true;
        return null;
    }

    private static string? Contradict(PositionedNode node, AceMatch match, DiagnosticLog log)
    {
        log.Error(MudCodes.Contradiction, node, $"'{node.Name}' is outside of the entry's own prefix: no packet could match.");
        match.Never = true;
        return null;
    }

    private static void ReadDraftPorts(ObjectReader fields, string side, string current, string draft, AceMatch match, DiagnosticLog log)
    {
        if ((fields.Take(current) ?? fields.Take(draft)) is not { } node)
        {
            return;
        }

        log.Repair(MudCodes.DraftNotation, node, $"'{node.Name}' belongs into 'tcp' or 'udp' as '{side}-port'.", MudRepairs.DraftPortPlace);
        var ports = PortReader.Read(node, log);
        match.Broken |= ports is null;
        if (match.Protocol is not (6 or 17))
        {
            log.Error(MudCodes.Contradiction, node, "Ports need protocol 6 (TCP) or 17 (UDP).");
            match.Broken = true;
        }
        else if (side == "source")
        {
            match.SourcePorts = ports ?? [];
        }
        else
        {
            match.DestinationPorts = ports ?? [];
        }
    }

    /// <summary>A last label of digits only is an address in disguise (RFC 1123 §2.1).</summary>
    private static bool IsNumeric(string name) => name[(name.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit);

    private static bool IsUnicast(IPNetwork prefix)
    {
        var bytes = prefix.BaseAddress.GetAddressBytes();
        var limit = prefix.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 224 : 255;
        return prefix.PrefixLength >= 8 && bytes[0] < limit;
    }
}
