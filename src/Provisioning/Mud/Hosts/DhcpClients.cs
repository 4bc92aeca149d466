using System.Net;
using Provisioning.Devices;

namespace Provisioning.Mud.Hosts;

/// <summary>The clients of one DHCP version (<c>Device.DHCPv4.Server.Pool.{i}.Client.{i}.</c> and its twin).</summary>
internal static class DhcpClients
{
    private const int MaxClients = 2048;
    private const int MaxOptions = 64;
    private const int MaxVendorClass = 255;

    /// <summary>Active ones first, so that a stale lease never outvotes the one in use.</summary>
    public static IReadOnlyList<string> All(ReportedParameters reported, string pools) =>
        [.. reported.Instances(pools)
            .SelectMany(pool => reported.Instances($"{pool}Client."))
            .Take(MaxClients)
            .OrderByDescending(client => IsActive(reported, client))];

    public static bool IsActive(ReportedParameters reported, string client) => !IsFalse(reported.Value($"{client}Active"));

    public static bool IsFalse(string? value) => value is "false" or "0" or "False";

    /// <summary>Every value of the option with the tag, announced to the host.</summary>
    public static void Announce(ReportedParameters reported, string client, string tag, string source, HostDraft host)
    {
        foreach (var option in reported.Instances($"{client}Option.").Take(MaxOptions))
        {
            if (reported.Value($"{option}Tag") == tag && reported.Value($"{option}Value") is { } value)
            {
                var (url, ignored) = AnnouncedUrl.Decode(value.Trim());
                host.Announce(source, url, ignored);
            }
        }
    }

    /// <summary>RFC 2132 §9.13: octets that a vendor chooses; those that are text.</summary>
    public static string? VendorClassOf(ReportedParameters reported, string client)
    {
        var option = reported.Instances($"{client}Option.").Take(MaxOptions).FirstOrDefault(o => reported.Value($"{o}Tag") == "60");
        var hex = option is null ? "" : reported.Value($"{option}Value")?.Trim() ?? "";
        if (hex.Length is 0 or > 2 * MaxVendorClass || hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        var octets = Convert.FromHexString(hex).AsSpan().TrimEnd((byte)0);
        return octets.IsEmpty || octets.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e) ? null : System.Text.Encoding.ASCII.GetString(octets);
    }

    /// <summary>The MAC inside an address made by RFC 4291 appendix A (modified EUI-64), or null.</summary>
    public static string? MacOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 16 && bytes[11] == 0xff && bytes[12] == 0xfe &&
            MacAddress.TryNormalise(Convert.ToHexString([(byte)(bytes[8] ^ 2), bytes[9], bytes[10], bytes[13], bytes[14], bytes[15]]), out var mac)
            ? mac
            : null;
    }
}
