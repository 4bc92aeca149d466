using System.Collections.Immutable;
using Provisioning.Devices;
using Provisioning.Firewall;

namespace Provisioning.Tests.Firewall.Linking;

/// <summary>What discovery finds on gateways of each capability level.</summary>
internal static class Models
{
    private static readonly string[] Base =
    [
        "Enable", "Order", "Description", "Target", "TargetChain", "SourceAllInterfaces", "DestAllInterfaces", "IPVersion", "SourceIP", "SourceMask",
        "DestIP", "DestMask", "Protocol", "SourcePort", "SourcePortRangeMax", "DestPort", "DestPortRangeMax",
    ];

    public static Capabilities Of(FirewallDialect dialect)
    {
        List<string> names = ["Device.Firewall.Config", "Device.Firewall.Enable"];
        if (dialect != FirewallDialect.None)
        {
            names.AddRange(["Device.Firewall.Chain.{i}.Name", "Device.Firewall.Chain.{i}.Enable", "Device.Firewall.Chain.{i}.Rule."]);
            names.AddRange(Base.Where(n => dialect != FirewallDialect.Flat || n is not ("Order" or "TargetChain")).Select(Rule));
        }

        if (dialect >= FirewallDialect.Tr181V16)
        {
            names.AddRange([Rule("SourceMAC"), Rule("ConnectionState")]);
        }

        if (dialect == FirewallDialect.Tr181V18)
        {
            names.AddRange([Rule("SourceMatchSet"), Rule("DestMatchSet"), "Device.Firewall.Set."]);
            names.AddRange(new[] { "Name", "Enable", "Type", "IPVersion", "Rule.", "Rule.{i}.Exclude", "Rule.{i}.IPAddressList" }.Select(n => "Device.Firewall.Set.{i}." + n));
        }

        var supported = names.ToImmutableSortedDictionary(n => n, _ => true, StringComparer.Ordinal);
        return dialect == FirewallDialect.None
            ? With(supported)
            : With(supported.SetItem("Device.Firewall.Chain.", dialect != FirewallDialect.Flat));
    }

    public static Capabilities With(ImmutableSortedDictionary<string, bool> supported) =>
        new("Device.", supported, "1.0", DateTimeOffset.UnixEpoch);

    private static string Rule(string name) => "Device.Firewall.Chain.{i}.Rule.{i}." + name;
}
