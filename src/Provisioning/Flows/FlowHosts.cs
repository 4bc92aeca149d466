using System.Net;
using Provisioning.Firewall;
using Provisioning.Firewall.Compilation;
using Provisioning.Storage.Rows;

namespace Provisioning.Flows;

/// <summary>Whose flow it is: a home's hosts by MAC and by the addresses that they are known to have.</summary>
internal sealed class FlowHosts
{
    private readonly Dictionary<string, HostRow> _byMac;
    private readonly Dictionary<IPAddress, HostRow> _byAddress = [];

    public FlowHosts(IReadOnlyList<HostRow> hosts)
    {
        _byMac = hosts.ToDictionary(h => h.Mac, StringComparer.Ordinal);
        // Of two that had the address, the one that is there, then the one that was there last, overwrites.
        foreach (var host in hosts.OrderBy(h => h.Active).ThenBy(h => h.LastSeenAt))
        {
            foreach (var address in GatewayFirewall.Addresses(host))
            {
                _byAddress[address] = host;
            }
        }
    }

    /// <summary>The flow as each of its ends sees it that is one of the home's hosts. None: it is of strangers.</summary>
    public IEnumerable<(HostRow Host, FirstPacket Packet)> EndsOf(FlowRecord flow)
    {
        // A MAC that nobody has is a stranger's at an address that somebody else has left: nobody is accused of it.
        var source = flow.SourceMac is { } mac ? _byMac.GetValueOrDefault(mac) : _byAddress.GetValueOrDefault(flow.Source);
        if (source is not null)
        {
            yield return (source, new FirstPacket(true, flow.Protocol, flow.Source, flow.SourcePort, flow.Destination, flow.DestinationPort));
        }

        if (_byAddress.GetValueOrDefault(flow.Destination) is { } destination && destination != source)
        {
            yield return (destination, new FirstPacket(false, flow.Protocol, flow.Destination, flow.DestinationPort, flow.Source, flow.SourcePort));
        }
    }
}
