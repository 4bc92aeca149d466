using System.Globalization;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Difference;

/// <summary>First packets that a MUD file lets through, in the file's own words.</summary>
/// <param name="Version">4 or 6, 0 for both.</param>
/// <param name="Protocol">-1 for any but those that another entry of the files speaks of.</param>
/// <param name="Peer">A DNS name, a class, a prefix; or <c>any</c>, but those that another entry of the files speaks of.</param>
/// <param name="Terms">What else must hold: the device's own prefix, who opens it, an ICMP type; empty: nothing.</param>
public sealed record MudFlow(bool FromDevice, int Version, int Protocol, string Peer, PortRange Source, PortRange Destination, string Terms)
{
    public override string ToString()
    {
        var protocol = Protocol switch { -1 => "any protocol", 1 => "icmp", 6 => "tcp", 17 => "udp", 58 => "icmpv6", _ => string.Create(CultureInfo.InvariantCulture, $"protocol {Protocol}") };
        return $"{(FromDevice ? "to" : "from")} {Peer}: {protocol}{Ports(" from port", Source)}{Ports(" to port", Destination)}{(Version == 0 ? "" : $", IPv{Version}")}{(Terms.Length == 0 ? "" : $", {Terms}")}";
    }

    private static string Ports(string word, PortRange range) => range switch
    {
        { First: 0, Last: ushort.MaxValue } => "",
        _ when range.First == range.Last => string.Create(CultureInfo.InvariantCulture, $"{word} {range.First}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{word}s {range.First}-{range.Last}"),
    };
}
