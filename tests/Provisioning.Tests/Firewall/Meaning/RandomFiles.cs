namespace Provisioning.Tests.Firewall.Meaning;

/// <summary>MUD files from numbers: entries that overlap, contradict and shadow each other far more than real ones do.</summary>
internal static class RandomFiles
{
    private static readonly string[] Addresses4 =
        ["", "203.0.113.0/24", "203.0.113.128/25", "203.0.113.9/32", "203.0.113.8/32", "0.0.0.0/0", "192.168.0.0/16", "255.255.255.255/32"];

    private static readonly string[] Addresses6 = ["", "2001:db8:f::/48", "2001:db8:f::9/128", "fe80::/10", "::/0", "2001:db8:1::/64", "ff02::fb/128", "2001:db8:f:8000::/49"];
    private static readonly string[] Names = ["", "", "a.example", "b.example", "c.example", "many.example"];

    private static readonly string[] Classes =
        ["", "", "\"local-networks\":[null]", "\"my-controller\":[null]", "\"controller\":\"https://maker.example/hub\"", "\"same-manufacturer\":[null]", "\"manufacturer\":\"other.example\"", "\"model\":\"https://other.example/lamp\""];

    private static readonly string[] Ports =
    [
        "", "", "{\"operator\":\"eq\",\"port\":443}", "{\"operator\":\"eq\",\"port\":444}", "{\"operator\":\"lte\",\"port\":1023}", "{\"operator\":\"gte\",\"port\":1024}",
        "{\"lower-port\":440,\"upper-port\":450}", "{\"operator\":\"eq\",\"port\":53}",
    ];

    public static byte[] Of(int[] from, int[] to, bool six) =>
        FileBuilder.File(from.Select(n => Entry(n, six, true)), to.Select(n => Entry(n, six, false)), six ? "ipv6-acl-type" : "ipv4-acl-type");

    private static (string Matches, string Action) Entry(int number, bool six, bool fromDevice)
    {
        var left = (uint)number;
        var family = six ? "ipv6" : "ipv4";
        var peer = fromDevice ? "destination" : "source";
        var parts = new List<string>();
        var ip = new List<string>();
        if (Pick(six ? Addresses6 : Addresses4) is { Length: > 0 } network)
        {
            ip.Add($"\"{peer}-{family}-network\":\"{network}\"");
        }

        if (Pick(Names) is { Length: > 0 } name)
        {
            ip.Add($"\"ietf-acldns:{(fromDevice ? "dst" : "src")}-dnsname\":\"{name}\"");
        }

        if (Take(6) == 0)
        {
            ip.Add($"\"{(fromDevice ? "source" : "destination")}-{family}-network\":\"{(six ? "2001:db8:1::/64" : Take(2) == 0 ? "192.168.1.0/24" : "10.0.0.0/8")}\"");
        }

        var transport = (string[])["", "tcp", "udp", "tcp"];
        var kind = transport[Take(4)];
        if (kind.Length > 0)
        {
            List<string> inside = [];
            foreach (var side in (string[])["source", "destination"])
            {
                if (Pick(Ports) is { Length: > 0 } ports)
                {
                    inside.Add($"\"{side}-port\":{ports}");
                }
            }

            if (kind == "tcp" && Take(3) == 0)
            {
                inside.Add($"\"ietf-mud:direction-initiated\":\"{(Take(2) == 0 ? "from" : "to")}-device\"");
            }

            parts.Add($"\"{kind}\":{{{string.Join(',', inside)}}}");
        }
        else if (Take(4) == 0)
        {
            ip.Add("\"protocol\":47");
        }

        if (Pick(Classes) is { Length: > 0 } peerClass)
        {
            parts.Add($"\"ietf-mud:mud\":{{{peerClass}}}");
        }

        parts.Insert(0, $"\"{family}\":{{{string.Join(',', ip)}}}");
        return ($"{{{string.Join(',', parts)}}}", Take(3) == 0 ? "drop" : "accept");

        int Take(int of)
        {
            // Spread by a multiplier, so that small numbers, which shrinking prefers, still vary every choice.
            left = unchecked((left * 2654435761u) + 12345u);
            return (int)((left >> 16) % (uint)of);
        }

        string Pick(string[] choices) => choices[Take(choices.Length)];
    }
}
