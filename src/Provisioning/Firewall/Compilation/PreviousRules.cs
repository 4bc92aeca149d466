using System.Globalization;
using Provisioning.DesiredState;
using Provisioning.Firewall.Linking;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Compilation;

/// <summary>Carries a host's rules over from the layer before, when its file cannot be compiled now: nothing that was forbidden opens up.</summary>
internal static class PreviousRules
{
    public static DesiredLayer Keep(DesiredLayer layer, DesiredLayer? previous, IReadOnlyList<HostRow> hosts)
    {
        if (previous is null || hosts.Count == 0)
        {
            return layer;
        }

        var objects = layer.Objects.ToList();
        var known = objects.Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        var kept = previous.Objects.Where(o => hosts.Any(h => BelongsTo(o, h)) && !known.Contains(o.Key)).ToList();
        if (kept.Count == 0)
        {
            return layer;
        }

        // With them what they refer to: sets, and entry chains of our own.
        var wanted = kept.SelectMany(References).ToHashSet(StringComparer.Ordinal);
        var support = previous.Objects.Where(o => !known.Contains(o.Key) && !kept.Contains(o)
            && (wanted.Contains(o.Key) || wanted.Contains(o.Key[..Math.Max(0, o.Key.LastIndexOf(' '))])));
        foreach (var item in support.Concat(kept).ToList())
        {
            objects.Add(item.Key.StartsWith("firewall-jump ", StringComparison.Ordinal) ? BehindOthers(item, objects) : item);
        }

        return DesiredHash.Layer(layer.Name, layer.Values.Count > 0 ? layer.Values : previous.Values, objects, layer.Owned);
    }

    private static bool BelongsTo(DesiredObject item, HostRow host)
    {
        var mac = host.Mac.Replace(":", "", StringComparison.Ordinal);
        if (item.Key.StartsWith($"{LayerBuilder.ChainKey("mud-")}{mac}-", StringComparison.Ordinal)
            || (item.Key.StartsWith("firewall-jump ", StringComparison.Ordinal) && item.Key.Contains($"{LayerBuilder.JumpPrefix}{mac} ", StringComparison.Ordinal)))
        {
            return true;
        }

        return item.Key.StartsWith("firewall-flat ", StringComparison.Ordinal)
            && GatewayFirewall.Addresses(host).Any(a => Is(item, "SourceIP", a.ToString()) || Is(item, "DestIP", a.ToString()));
    }

    private static bool Is(DesiredObject item, string name, string value) => item.Values.TryGetValue(name, out var there) && there.Value == value;

    private static IEnumerable<string> References(DesiredObject item) =>
        item.Values.Values.Concat(item.Switch.Values).Select(v => v.Value).Append(item.Table)
            .Select(text => (Text: text, Start: text.IndexOf("{ref:", StringComparison.Ordinal)))
            .Where(t => t.Start >= 0).Select(t => t.Text[(t.Start + 5)..t.Text.IndexOf('}', t.Start)]);

    private static DesiredObject BehindOthers(DesiredObject jump, List<DesiredObject> objects)
    {
        var values = new Dictionary<string, DesiredValue>(jump.Values, StringComparer.Ordinal);
        if (values.TryGetValue("Order", out var order))
        {
            var place = objects.Count(o => o.Table == jump.Table && o.Key.StartsWith("firewall-jump ", StringComparison.Ordinal)) + 1;
            values["Order"] = order with { Value = place.ToString(CultureInfo.InvariantCulture) };
        }

        return jump with { Values = values };
    }
}
