using System.Globalization;
using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary>
/// The <c>eth</c> container (RFC 8519 §4.2), which RFC 8520 does not use but captured files are full of. An Ethernet type
/// of IP is said again as the IP version; any other never meets an IP packet, so leaving the entry out loses nothing. A
/// broadcast MAC is implied by a broadcast IPv4 destination; any other MAC stays as <see cref="MudMatch.Lossy"/>.
/// </summary>
internal static class EthernetReader
{
    public const string Destination = "ethernet-destination";
    public const string Source = "ethernet-source";
    private const string Broadcast = "ff:ff:ff:ff:ff:ff";
    private const int IPv4Type = 0x0800;
    private const int IPv6Type = 0x86dd;

    /// <summary>Comes after the IP containers: it needs their version and destination.</summary>
    public static void Read(PositionedNode container, MudAclType listType, AceMatch match, DiagnosticLog log)
    {
        if (!container.IsObject)
        {
            log.Error(MudCodes.MatchValue, container, "'eth' is not an object.");
            match.Broken = true;
            return;
        }

        if (listType is MudAclType.IPv4 or MudAclType.IPv6)
        {
            log.Repair(
                MudCodes.Ethernet, container, "'eth' stands in a list of IP type; its type should be mixed.", MudRepairs.EthernetInIpAcl);
        }

        var fields = new ObjectReader(container, "ietf-access-control-list", log);
        if (fields.Take("ethertype") is { } type)
        {
            ReadType(type, match, log);
        }

        ReadAddresses(fields, container, match, log);
        IpReader.Unknown(fields, match, log);
    }

    private static void ReadType(PositionedNode node, AceMatch match, DiagnosticLog log)
    {
        if (!TryType(node, log, out var type))
        {
            log.Error(MudCodes.Ethernet, node, $"'ethertype' is '{Leaves.Quote(node)}'; write a number or a name of RFC 8519.");
            match.Broken = true;
            return;
        }

        int? version = type switch { IPv4Type => 4, IPv6Type => 6, _ => null };
        if (version is null)
        {
            log.Info(MudCodes.Ethernet, node, "Frames of this type carry no IP packet; an IP firewall neither needs nor can enforce the entry.");
            match.Never = true;
        }
        else if (match.IPVersion is not null && match.IPVersion != version)
        {
            log.Error(MudCodes.Contradiction, node, $"'ethertype' says IPv{version}, the entry matches IPv{match.IPVersion}: no packet could match.");
            match.Never = true;
        }
        else
        {
            match.IPVersion = version;
        }
    }

    private static void ReadAddresses(ObjectReader fields, PositionedNode container, AceMatch match, DiagnosticLog log)
    {
        var destination = fields.Take("destination-mac-address");
        var destinationMask = fields.Take("destination-mac-address-mask");
        if (fields.Take("source-mac-address") is not null | fields.Take("source-mac-address-mask") is not null)
        {
            match.Lossy.Add(Source);
        }

        var implied = destination is null && destinationMask is null;
        if (destination is not null && destinationMask is null &&
            string.Equals(destination.Text, Broadcast, StringComparison.OrdinalIgnoreCase))
        {
            // Sent to 255.255.255.255 (RFC 919), an IPv4 packet always has the broadcast MAC.
            implied = match.Destination is { PrefixLength: 32 } only && only.BaseAddress.Equals(IPAddress.Broadcast);
        }

        if (!implied)
        {
            match.Lossy.Add(Destination);
        }

        if (match.Lossy.Contains(Source) || match.Lossy.Contains(Destination))
        {
            log.Repair(
                MudCodes.Ethernet, container, "No IP firewall matches these Ethernet addresses; the entry can only be approximated.", MudRepairs.EthernetInIpAcl);
        }
    }

    private static bool TryType(PositionedNode node, DiagnosticLog log, out int type)
    {
        type = 0;
        if (!node.IsString)
        {
            return Leaves.TryNumber(node, ushort.MaxValue, log, out type);
        }

        if (node.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) &&
            int.TryParse(node.Text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out type) && type is >= 0 and <= ushort.MaxValue)
        {
            log.Repair(MudCodes.Ethernet, node, $"'ethertype' is a number; write {type}.", MudRepairs.EthertypeString);
            return true;
        }

        // ietf-ethertypes (RFC 8519 §4.3): names; only these two carry IP.
        type = node.Text switch { "ipv4" => IPv4Type, "ipv6" => IPv6Type, _ => -1 };
        return type > 0 || Leaves.TryNumber(node, ushort.MaxValue, log, out type) ||
            (node.Text.Length is > 0 and < 32 && node.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'));
    }
}
