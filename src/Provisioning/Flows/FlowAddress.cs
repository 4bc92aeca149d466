using System.Net;
using System.Net.Sockets;

namespace Provisioning.Flows;

/// <summary>Addresses of flows as others write them. Pure.</summary>
public static class FlowAddress
{
    private const int Longest = 64;

    /// <returns>Null: it is no address, has a zone, or is IPv4 in one of the old notations; an IPv4 address in an IPv6 one comes as IPv4.</returns>
    public static IPAddress? Parse(string? text) =>
        text is { Length: <= Longest } && !text.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(text, out var address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)
            ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address
            : null;
}
