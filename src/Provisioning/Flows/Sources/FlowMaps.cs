using System.Text.Json;
using Microsoft.Extensions.Options;
using Provisioning.Devices;

namespace Provisioning.Flows.Sources;

/// <summary>The maps that come with the server, and the ISP's own in <c>Acs:DataDirectory/flows</c>.</summary>
public sealed class FlowMaps
{
    private const string Prefix = "flows.";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    private readonly List<FlowMap> _maps = [];

    /// <exception cref="OptionsValidationException">A file is no map; every one is named.</exception>
    public FlowMaps(IOptions<ProvisioningOptions> options)
    {
        var assembly = typeof(FlowMaps).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            _maps.Add(JsonSerializer.Deserialize<FlowMap>(stream, _json)!);
        }

        var folder = Path.Combine(Path.GetFullPath(options.Value.DataDirectory), "flows");
        List<string> failures = [];
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            try
            {
                var map = JsonSerializer.Deserialize<FlowMap>(File.ReadAllBytes(path), _json)!;
                _maps.Add(map is { Table: null, Event: null } ? throw new JsonException("it has neither table nor event") : map);
            }
            catch (JsonException e)
            {
                failures.Add($"{path}: no map of flows: {e.Message}");
            }
        }

        if (failures.Count > 0)
        {
            throw new OptionsValidationException("Acs:DataDirectory", typeof(ProvisioningOptions), failures);
        }
    }

    /// <summary>The flow that an event tells of; null: it tells of none, or not one that can be understood.</summary>
    /// <param name="name">Full, with the numbers of instances.</param>
    public FlowRecord? OfEvent(string name, IReadOnlyDictionary<string, string> arguments)
    {
        var template = ParameterPath.Template(name);
        return _maps.Find(m => m.Event is { } e && string.Equals(e, template, StringComparison.OrdinalIgnoreCase)) is { } map
            ? FlowText.Read(map.Fields, f => arguments.GetValueOrDefault(f))
            : null;
    }

    /// <summary>Splits reported values into flows and all else.</summary>
    /// <typeparam name="T">A value with its path.</typeparam>
    public (IReadOnlyList<FlowRecord> Flows, IReadOnlyList<T> Others) Split<T>(IReadOnlyList<T> values, Func<T, string> pathOf, Func<T, string?> textOf)
    {
        var rows = new OrderedDictionary<string, (FlowMap Map, Dictionary<string, string> Values)>(StringComparer.OrdinalIgnoreCase);
        var rest = new List<T>(values.Count);
        foreach (var value in values)
        {
            var path = pathOf(value);
            if (MapOf(path) is not { } map)
            {
                rest.Add(value);
                continue;
            }

            var row = ParameterPath.Parent(path);
            if (!rows.TryGetValue(row, out var known))
            {
                rows.Add(row, known = (map, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)));
            }

            known.Values[path[row.Length..]] = textOf(value) ?? "";
        }

        return ([.. rows.Select(r => FlowText.Read(r.Value.Map.Fields, f => r.Value.Values.GetValueOrDefault(f)) is { } flow ? flow with { Row = Known(r.Key) } : null).OfType<FlowRecord>()], rest);
    }

    /// <summary>A path that cannot be remembered tells of its flow in each report.</summary>
    private static string? Known(string row) => row.Length <= FlowCounters.LongestRow && !row.Any(char.IsControl) ? row : null;

    private FlowMap? MapOf(string path)
    {
        // Cheap first: nearly nothing that is reported is a flow.
        if (!_maps.Exists(m => m.Table is { } table && path.StartsWith(table.AsSpan(0, table.IndexOf("{i}", StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var parent = ParameterPath.Template(ParameterPath.Parent(path));
        return _maps.Find(m => string.Equals(m.Table, parent, StringComparison.OrdinalIgnoreCase));
    }
}
