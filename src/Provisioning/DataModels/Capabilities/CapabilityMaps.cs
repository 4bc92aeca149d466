using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Provisioning.Devices;

namespace Provisioning.DataModels.Capabilities;

/// <summary>The standards' maps, the vendors' that come with the server, and the ISP's own in <c>Acs:DataDirectory/capabilities</c>; later ones win.</summary>
internal sealed class CapabilityMaps
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly IReadOnlyList<CapabilityMap> _all;

    /// <exception cref="OptionsValidationException">A file is no map; every one is named.</exception>
    public CapabilityMaps(IOptions<ProvisioningOptions> options)
    {
        var failures = new List<string>();
        var own = Own(Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "capabilities"), failures);
        if (failures.Count > 0)
        {
            throw new OptionsValidationException("Acs:DataDirectory", typeof(ProvisioningOptions), failures);
        }

        _all = [.. BuiltIn, .. own];
    }

    public static IReadOnlyList<CapabilityMap> BuiltIn { get; } =
        [.. new[] { "names.", "vendor." }.SelectMany(p => typeof(CapabilityMaps).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(p, StringComparison.Ordinal)).Order(StringComparer.Ordinal)).Select(Open)];

    /// <summary>The data model's own map; TR-181's where the root is not known.</summary>
    public static CapabilityMap Standard(string root) =>
        BuiltIn.FirstOrDefault(m => !m.IsVendors && m.Root == root) ?? BuiltIn.First(m => !m.IsVendors && m.Root == "Device.");

    /// <summary>The map of a gateway: its data model's, with every vendor's that fits laid over it.</summary>
    public CapabilityMap Of(string root, DeviceId device, string? softwareVersion)
    {
        var standard = Standard(root);
        return _all.Where(m => m.IsVendors && m.Root == standard.Root && Fits(m.Oui, device.Oui) && Fits(m.ProductClass, device.ProductClass) && Fits(m.SoftwareVersion, softwareVersion ?? ""))
            .Aggregate(standard, (map, vendors) => map.With(vendors));
    }

    /// <summary>Whether some gateway has a capability of this name: <c>wifi.networks</c>, <c>wifi.networks.1.ssid</c>, <c>firewall.config</c>.</summary>
    public bool IsKnown(string name) => CapabilityName.Read(name) is var (group, _, field)
        && _all.Any(m => m.Groups.TryGetValue(group, out var found) && (field is null || found.Fields.ContainsKey(field)));

    /// <exception cref="InvalidDataException">It is no map; the message names file and key.</exception>
    public static CapabilityMap Read(string file, Stream json)
    {
        CapabilityMap map;
        try
        {
            map = JsonSerializer.Deserialize<CapabilityMap>(json, Json) ?? throw new InvalidDataException($"{file}: empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}: {e.Path}: {e.Message}", e);
        }

        return Wrong(map) is { } wrong ? throw new InvalidDataException($"{file}: {wrong}") : map;
    }

    private static string? Wrong(CapabilityMap map)
    {
        if (map.Root is not ("Device." or "InternetGatewayDevice."))
        {
            return $"root: '{map.Root}' is neither Device. nor InternetGatewayDevice.";
        }

        foreach (var (name, group) in map.Groups)
        {
            if (group.Tables.Concat(group.Joins?.Values.Select(j => j.Table) ?? []).FirstOrDefault(t => !t.EndsWith('.')) is { } table)
            {
                return $"groups.{name}: '{table}' is no object path; it ends with a dot";
            }

            foreach (var (key, field) in group.Fields)
            {
                if (field.Path.Length == 0 || field.Path.EndsWith('.') || field.ParameterType == ParameterType.Unknown || field.Scale is <= 1 / CapabilityField.MaxScale or > CapabilityField.MaxScale)
                {
                    return $"groups.{name}.fields.{key}: needs a parameter's path, a type of TR-106, and a scale between 0.000000001 and 1000000000";
                }

                if (field.Of is { } of && !map.IsVendors && group.Joins?.ContainsKey(of) is not true)
                {
                    return $"groups.{name}.fields.{key}: there is no join '{of}'";
                }
            }
        }

        return null;
    }

    private static List<CapabilityMap> Own(string folder, List<string> failures)
    {
        var own = new List<CapabilityMap>();
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            try
            {
                using var stream = File.OpenRead(path);
                var map = Read(path, stream);
                if (map.IsVendors)
                {
                    own.Add(map);
                }
                else
                {
                    failures.Add($"{path}: oui, productClass or softwareVersion must say which gateways are meant");
                }
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                failures.Add(e.Message);
            }
        }

        return own;
    }

    private static CapabilityMap Open(string name)
    {
        using var stream = typeof(CapabilityMaps).Assembly.GetManifestResourceStream(name)!;
        return Read(name, stream);
    }

    private static bool Fits(string pattern, string text) => pattern == "*" || FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
