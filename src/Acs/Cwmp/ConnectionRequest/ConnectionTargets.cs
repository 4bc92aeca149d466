using System.Net;

namespace Acs.Cwmp.ConnectionRequest;

/// <summary>
/// Where a connection request may go. The URL is the device's own word, so without a bound any device could aim the server at
/// the ISP's inside: allowed is the address its session came from, and the networks that the operator names.
/// </summary>
internal sealed class ConnectionTargets(IEnumerable<string> allowedNetworks)
{
    private readonly IPNetwork[] _allowed = [.. allowedNetworks.Select(n => IPNetwork.Parse(n))];

    public bool Allows(IPAddress address, string? sessionAddress)
    {
        address = Plain(address);
        return (IPAddress.TryParse(sessionAddress, out var from) && Plain(from).Equals(address)) || _allowed.Any(n => n.Contains(address));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
