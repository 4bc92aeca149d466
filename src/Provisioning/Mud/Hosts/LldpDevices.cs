using Provisioning.Devices;

namespace Provisioning.Mud.Hosts;

/// <summary>
/// LLDP neighbours that announce a MUD URL (RFC 8520 §12: the IANA's organizationally specific TLV, OUI 00-00-5E, subtype 1), where TR-181 has a
/// place for foreign TLVs: <c>Device.LLDP.Discovery.Device.{i}.DeviceInformation.VendorSpecific.{i}.</c>
/// </summary>
internal static class LldpDevices
{
    public const string Root = "Device.LLDP.Discovery.Device.";

    private const int MaxDevices = 1024;
    private const int MaxTlvs = 64;
    /// <summary>TR-181 keeps no more of a TLV.</summary>
    private const int MaxInformation = 248;

    private const string IanaOui = "00005E";
    private const string MudSubtype = "1";
    private const string ChassisIsMac = "4";
    private const string PortIsMac = "3";

    /// <summary>Neighbours with a MUD TLV: who it may be, best first, and what it says.</summary>
    public static IEnumerable<(IReadOnlyList<string> Macs, IReadOnlyList<string> HostRows, string? Url, string? Ignored)> All(ReportedParameters reported)
    {
        foreach (var device in reported.Instances(Root).Take(MaxDevices))
        {
            foreach (var tlv in reported.Instances($"{device}DeviceInformation.VendorSpecific.").Take(MaxTlvs).Where(t => IsMud(reported, t)))
            {
                var text = reported.Value($"{tlv}Information")?.Trim() ?? "";
                var (url, ignored) = text.Length >= MaxInformation ? (null, "its MUD URL over LLDP may have been cut by the gateway") : AnnouncedUrl.Read(text);
                yield return ([.. MacsOf(reported, device)], [.. Words(reported.Value($"{device}Host")).Select(p => p.TrimEnd('.') + ".")], url, ignored);
            }
        }
    }

    private static bool IsMud(ReportedParameters reported, string tlv) =>
        string.Equals(reported.Value($"{tlv}OrganizationCode"), IanaOui, StringComparison.OrdinalIgnoreCase) && reported.Value($"{tlv}InformationType") == MudSubtype;

    private static IEnumerable<string> MacsOf(ReportedParameters reported, string device)
    {
        var ports = reported.Instances($"{device}Port.").Take(MaxTlvs).ToList();
        var texts = ports.Where(p => reported.Value($"{p}PortIDSubtype") == PortIsMac).Select(p => reported.Value($"{p}PortID"))
            .Concat(ports.SelectMany(p => Words(reported.Value($"{p}MACAddressList"))));
        if (reported.Value($"{device}ChassisIDSubtype") == ChassisIsMac)
        {
            texts = texts.Prepend(reported.Value($"{device}ChassisID"));
        }

        foreach (var text in texts)
        {
            if (MacAddress.TryNormalise(text?.Trim(), out var mac))
            {
                yield return mac;
            }
        }
    }

    private static string[] Words(string? list) => list?.Split(',', 16, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
