using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary>All that stands below one entry's <c>matches</c>; every term must hold (RFC 8519 §3).</summary>
internal static class MatchesReader
{
    public static AceMatch Read(PositionedNode? matches, MudAclType listType, bool fromDevice, DiagnosticLog log)
    {
        var match = new AceMatch();
        if (matches is null)
        {
            return ApplyListType(match, listType);
        }

        if (!matches.IsObject)
        {
            log.Error(MudCodes.MatchValue, matches, "'matches' is not an object.");
            match.Broken = true;
            return match;
        }

        var fields = new ObjectReader(matches, "ietf-access-control-list", log);
        ReadIP(fields, listType, fromDevice, match, log);
        ReadLooseNames(fields, fromDevice, match, log);
        if (fields.Take("eth") is { } ethernet)
        {
            EthernetReader.Read(ethernet, listType, match, log);
        }

        ApplyListType(match, listType);
        ReadTransport(fields, match, log);
        ReadPeers(fields, match, log);

        // RFC 9761: seen only by a firewall that looks into the handshake.
        if (fields.Take("client-profiles", "ietf-acl-tls") is not null)
        {
            match.Lossy.Add("tls-profile");
        }

        IpReader.Unknown(fields, match, log);
        return match;
    }

    private static void ReadIP(ObjectReader fields, MudAclType listType, bool fromDevice, AceMatch match, DiagnosticLog log)
    {
        var ipv4 = fields.Take("ipv4", null, new Alias("ipv4-acl", MudRepairs.DraftMatchContainer));
        var ipv6 = fields.Take("ipv6", null, new Alias("ipv6-acl", MudRepairs.DraftMatchContainer));
        if (ipv4 is not null && ipv6 is not null)
        {
            log.Error(MudCodes.Contradiction, ipv6, "The entry matches IPv4 and IPv6 at once: no packet could match. Write two entries.");
            match.Broken = true;
        }
        else if (ipv4 is not null)
        {
            IpReader.Read(ipv4, 4, fromDevice, match, log);
        }
        else if (ipv6 is not null)
        {
            IpReader.Read(ipv6, 6, fromDevice, match, log);
        }

        if ((ipv4 is not null && listType == MudAclType.IPv6) || (ipv6 is not null && listType == MudAclType.IPv4))
        {
            log.Repair(
                MudCodes.AclType, fields.Node, "The entry matches the other IP version than its list's type says; the entry counts.",
                MudRepairs.AclTypeMismatch);
        }
    }

    private static void ReadLooseNames(ObjectReader fields, bool fromDevice, AceMatch match, DiagnosticLog log)
    {
        var loose = fields.Node.Children.FirstOrDefault(c => c.Name is "ietf-acldns:src-dnsname" or "ietf-acldns:dst-dnsname" or "src-dnsname" or "dst-dnsname");
        if (loose is null)
        {
            return;
        }

        if (match.SourceName is not null || match.DestinationName is not null)
        {
            return; // Both places: the loose one stays unknown.
        }

        log.Repair(MudCodes.DraftNotation, loose, $"'{loose.Name}' belongs into 'ipv4' or 'ipv6'.", MudRepairs.DnsNamePlace);
        IpReader.ReadNames(fields, fromDevice, match, log);
    }

    private static void ReadTransport(ObjectReader fields, AceMatch match, DiagnosticLog log)
    {
        var tcp = fields.Take("tcp", null, new Alias("tcp-acl", MudRepairs.DraftMatchContainer));
        var udp = fields.Take("udp", null, new Alias("udp-acl", MudRepairs.DraftMatchContainer));
        var icmp = fields.Take("icmp", null, new Alias("icmp-acl", MudRepairs.DraftMatchContainer));
        if (new[] { tcp, udp, icmp }.Count(c => c is not null) > 1)
        {
            log.Error(
                MudCodes.Contradiction, fields.Node, "The entry matches more than one of TCP, UDP and ICMP at once: no packet could match. Write an entry for each.");
            match.Broken = true;
            match.Protocol = null;
        }
        else if (tcp is not null)
        {
            TransportReader.ReadTcp(tcp, match, log);
        }
        else if (udp is not null)
        {
            TransportReader.ReadUdp(udp, match, log);
        }
        else if (icmp is not null)
        {
            TransportReader.ReadIcmp(icmp, match, log);
        }
    }

    private static void ReadPeers(ObjectReader fields, AceMatch match, DiagnosticLog log)
    {
        if (fields.Take("mud", "ietf-mud", new Alias("ietf-mud:mud-acl", MudRepairs.DraftMatchContainer)) is { } container)
        {
            PeerReader.Read(container, match, log);
        }

        foreach (var name in PeerReader.Names)
        {
            if (fields.Node.Member($"ietf-mud:{name}") is not null && fields.Take(name, "ietf-mud") is { } loose)
            {
                log.Repair(MudCodes.DraftNotation, loose, $"'{loose.Name}' belongs into 'ietf-mud:mud'.", MudRepairs.DraftMudMatchPlace);
                PeerReader.Add(loose, name, match, log);
            }
        }
    }

    /// <summary>A list of one IP version matches packets of that version only (RFC 8519 §4.1, acl-type).</summary>
    private static AceMatch ApplyListType(AceMatch match, MudAclType listType)
    {
        match.IPVersion ??= listType switch { MudAclType.IPv4 => 4, MudAclType.IPv6 => 6, _ => null };
        return match;
    }
}
