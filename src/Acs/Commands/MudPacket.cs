using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Provisioning.Firewall.Evaluation;

namespace Acs.Commands;

/// <summary>A packet as a person writes it: <c>tcp 192.168.1.20:5000 > example.com:443</c>.</summary>
internal sealed record MudPacket(int Protocol, string Source, int SourcePort, string Destination, int DestinationPort, string State)
{
    private static readonly Dictionary<string, int> _protocols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["tcp"] = 6, ["udp"] = 17, ["icmp"] = 1, ["icmp6"] = 58, ["icmpv6"] = 58, ["igmp"] = 2, ["sctp"] = 132, ["gre"] = 47, ["esp"] = 50,
    };

    public static bool TryParse(string text, [NotNullWhen(true)] out MudPacket? packet, [NotNullWhen(false)] out string? wrong)
    {
        packet = null;
        var words = text.Replace(">", " > ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is not (4 or 5) || words[2] != ">")
        {
            wrong = "not 'PROTOCOL SOURCE[:PORT] > DESTINATION[:PORT] [STATE]'";
            return false;
        }

        if (!TryProtocol(words[0], out var protocol))
        {
            wrong = $"'{words[0]}' is no protocol";
            return false;
        }

        var state = words.Length == 5 ? words[4].ToUpperInvariant() : "NEW";
        if (state is not ("NEW" or "ESTABLISHED" or "RELATED" or "INVALID"))
        {
            wrong = $"'{words[4]}' is no connection state";
            return false;
        }

        var hasPorts = protocol is 6 or 17 or 132;
        if (!End(words[1], hasPorts, out var source, out var sourcePort) || !End(words[3], hasPorts, out var destination, out var destinationPort))
        {
            wrong = hasPorts ? "an end is not ADDRESS:PORT or NAME:PORT" : "an end is not ADDRESS or NAME";
            return false;
        }

        packet = new MudPacket(protocol, source, sourcePort, destination, destinationPort, state);
        wrong = null;
        return true;
    }

    /// <summary>A name or a number 0 to 255.</summary>
    public static bool TryProtocol(string text, out int protocol) =>
        _protocols.TryGetValue(text, out protocol)
        || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out protocol) && protocol <= 255);

    /// <summary>One packet for each pair of addresses of the same version.</summary>
    public async Task<IReadOnlyList<Packet>> ResolveAsync(MudOptions options, CancellationToken cancellationToken)
    {
        var sources = await AddressesAsync(Source, options, cancellationToken);
        var destinations = await AddressesAsync(Destination, options, cancellationToken);
        return
        [
            .. from source in sources
               from destination in destinations
               where source.AddressFamily == destination.AddressFamily
               let ofHost = options.HostAddresses.Contains(source)
               select new Packet(ofHost ? options.HostMac : null, source, destination, Protocol, SourcePort, DestinationPort, State, FromLan: ofHost),
        ];
    }

    private static async Task<IReadOnlyList<IPAddress>> AddressesAsync(string end, MudOptions options, CancellationToken cancellationToken)
    {
        if (MudOptionReader.ReadAddress(end) is { } address)
        {
            return [address];
        }

        var name = end.TrimEnd('.').ToLowerInvariant();
        return options.Names.TryGetValue(name, out var known) ? known
            : (await MudNameLookup.ResolveAsync([name], cancellationToken)).GetValueOrDefault(name, []);
    }

    /// <summary><c>host:port</c>, <c>[v6]:port</c>; without a port for other protocols.</summary>
    private static bool End(string text, bool hasPort, out string host, out int port)
    {
        port = -1;
        host = text.Trim('[', ']');
        if (!hasPort)
        {
            return host.Length > 0;
        }

        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > ushort.MaxValue)
        {
            return false;
        }

        host = text[..colon].Trim('[', ']');
        return host.Length > 0 && (text.StartsWith('[') || !host.Contains(':', StringComparison.Ordinal));
    }
}
