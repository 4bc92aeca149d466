namespace Provisioning.DesiredState;

/// <summary>What of a declaration is the firewall: the rows without which packets go another way. Pure.</summary>
internal static class FirewallPart
{
    private static readonly string[] _tables = ["Device.Firewall.", "Device.Hosts.AccessControl."];

    public static DesiredDevice Of(DesiredDevice desired)
    {
        var values = desired.Values.Where(v => v.Value.Layer == Layer.Firewall).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        List<DesiredObject> objects = [.. desired.Objects.Where(o => !o.IsOptional && o.Values.Values.Any(v => v.Layer == Layer.Firewall))];
        List<OwnedRows> owned = [.. desired.Owned.Where(o => _tables.Any(t => o.Table.StartsWith(t, StringComparison.Ordinal)))];
        return new DesiredDevice(DesiredHash.Of(values, objects, owned), values, objects, owned, null) { FirewallHash = desired.FirewallHash };
    }
}
