using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Provisioning.Devices.Quirks;

/// <summary>Which gateways are spoken to otherwise, and how: what comes with the server, then what the ISP configured.</summary>
public sealed class QuirkCatalogue
{
    /// <summary>Kinds of firmware that are remembered: names come from gateways and must not fill the memory.</summary>
    private const int MaxRemembered = 4096;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<(string Oui, string ProductClass, string Version), QuirkSwitches> _remembered = new();

    public QuirkCatalogue(IOptions<QuirkOptions> options)
    {
        using var stream = typeof(QuirkCatalogue).Assembly.GetManifestResourceStream("quirks.json")!;
        Rules = [.. JsonSerializer.Deserialize<List<QuirkRule>>(stream, _json)!, .. options.Value.Quirks];
    }

    public IReadOnlyList<QuirkRule> Rules { get; }

    public IEnumerable<QuirkRule> Matching(DeviceId device, string? softwareVersion) =>
        Rules.Where(r => r.Matches(device.Oui, device.ProductClass, softwareVersion ?? ""));

    public QuirkSwitches For(DeviceId device, string? softwareVersion)
    {
        var key = (device.Oui, device.ProductClass, softwareVersion ?? "");
        if (_remembered.TryGetValue(key, out var known))
        {
            return known;
        }

        var switches = Matching(device, softwareVersion).Aggregate(QuirkSwitches.None, (all, rule) => all.With(rule));
        if (_remembered.Count < MaxRemembered)
        {
            _remembered.TryAdd(key, switches);
        }

        return switches;
    }
}
