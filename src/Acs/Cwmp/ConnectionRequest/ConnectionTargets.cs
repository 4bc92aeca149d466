using System.Net;
using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Options;

namespace Acs.Cwmp.ConnectionRequest;

/// <summary>
/// Where a connection request may go. The address is the device's own word, so without a bound any device could aim the server
/// at the ISP's inside: allowed is the address its session came from, and the networks that the operator names. Link-local
/// addresses, among them a cloud's metadata service, multicast and "any" only by name; loopback, which behind an
/// unconfigured proxy is where every session comes from, never at a port that this server itself listens on.
/// </summary>
internal sealed class ConnectionTargets
{
    private static readonly IPNetwork[] _never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("224.0.0.0/3"), IPNetwork.Parse("100.100.100.200/32"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"), IPNetwork.Parse("fd00:ec2::254/128"),
    ];

    private readonly IPNetwork[] _allowed;
    private readonly HashSet<int> _ownPorts;

    public ConnectionTargets(IEnumerable<string> allowedNetworks, IEnumerable<int> ownPorts)
    {
        _allowed = [.. allowedNetworks.Select(n => IPNetwork.Parse(n))];
        _ownPorts = [.. ownPorts];
    }

    public ConnectionTargets(IOptions<CwmpOptions> options, IConfiguration? configuration = null)
        : this(options.Value.ConnectionRequest.AllowedNetworks, configuration is null ? [] : OwnPorts(configuration))
    {
    }

    public bool Allows(IPAddress address, int port, string? sessionAddress)
    {
        address = Plain(address);
        if (Array.Exists(_allowed, n => n.Contains(address)))
        {
            return true;
        }

        return IPAddress.TryParse(sessionAddress, out var from)
            && Plain(from).Equals(address)
            && !Array.Exists(_never, n => n.BaseAddress.AddressFamily == address.AddressFamily && n.Contains(address))
            && !(IPAddress.IsLoopback(address) && _ownPorts.Contains(port));
    }

    private static IEnumerable<int> OwnPorts(IConfiguration configuration)
    {
        foreach (var (key, fallback) in ((string, string)[])[("Acs:Web:Url", "http://127.0.0.1:8080"), ("Acs:Cwmp:Url", "http://*:7547"), ("Acs:Files:Url", "http://*:7567")])
        {
            foreach (var url in (configuration[key] ?? fallback).Split(';'))
            {
                if (Hosting.ListenUrl.TryParse(url.Trim(), out var listen))
                {
                    yield return listen.Port;
                }
            }
        }

        yield return configuration.GetValue("Acs:Usp:WebSocket:Port", 7587);
        yield return configuration.GetValue("Acs:Usp:Mqtt:Port", 1883);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
