using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Provisioning.Flows.Counters;

/// <summary>The maps that come with the server, and the ISP's own in <c>Acs:DataDirectory/counters</c>.</summary>
public sealed class CounterMaps
{
    private const string Prefix = "counters.";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    private readonly List<CounterMap> _maps = [];

    /// <exception cref="OptionsValidationException">A file is no map; every one is named.</exception>
    public CounterMaps(IOptions<ProvisioningOptions> options)
    {
        var assembly = typeof(CounterMaps).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            _maps.Add(JsonSerializer.Deserialize<CounterMap>(stream, _json)!);
        }

        var folder = Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "counters");
        List<string> failures = [];
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            try
            {
                var map = JsonSerializer.Deserialize<CounterMap>(File.ReadAllBytes(path), _json)!;
                _maps.Add(map.Table is CounterMap.Rules or CounterMap.Hosts ? map : throw new JsonException($"table must be {CounterMap.Rules} or {CounterMap.Hosts}"));
            }
            catch (JsonException e)
            {
                failures.Add($"{path}: no map of counters: {e.Message}");
            }
        }

        if (failures.Count > 0)
        {
            throw new OptionsValidationException("Acs:DataDirectory", typeof(ProvisioningOptions), failures);
        }
    }

    internal IEnumerable<CounterMap> OfRules => _maps.Where(m => m.Table == CounterMap.Rules);

    internal IEnumerable<CounterMap> OfHosts => _maps.Where(m => m.Table == CounterMap.Hosts);
}
