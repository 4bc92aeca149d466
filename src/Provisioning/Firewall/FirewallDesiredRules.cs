using System.Globalization;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall.Linking;

namespace Provisioning.Firewall;

/// <summary>Shows the rules that are wanted and those that are reported, each with its reasons. Pure.</summary>
public static class FirewallDesiredRules
{
    private const string ChainTable = "Device.Firewall.Chain.";

    /// <param name="layer">The stored firewall layer, or null.</param>
    public static FirewallView Of(DesiredLayer? layer, ReportedParameters reported)
    {
        var names = (layer?.Objects ?? []).Where(o => o.Values.ContainsKey("Name")).ToDictionary(o => o.Key, o => o.Values["Name"].Value, StringComparer.Ordinal);
        var rows = reported.Instances(ChainTable).SelectMany(c => reported.Instances(c + "Rule.")).ToList();
        var taken = new Dictionary<string, FirewallViewRule>(StringComparer.Ordinal);
        var wanted = new List<FirewallViewRule>();
        foreach (var item in (layer?.Objects ?? []).Where(o => o.Values.ContainsKey("Target")))
        {
            var chain = item.Table[..^".Rule.".Length];
            var chainName = Named(chain, names);
            var path = rows.Find(r => !taken.ContainsKey(r) && IsRow(item, r, chain, chainName, reported));
            var values = item.Values.Concat(item.Switch).ToDictionary(v => v.Key, v => Named(v.Value.Value, names), StringComparer.Ordinal);
            var because = item.Values.TryGetValue("Description", out var description) ? BecauseText.Read(description.Because) : [];
            var rule = Rule(path, chainName, values, because);
            wanted.Add(rule);
            if (path is not null)
            {
                taken.Add(path, rule);
            }
        }

        return new FirewallView(wanted, [.. rows.Select(row => Reported(row, reported, taken.GetValueOrDefault(row)))]);
    }

    private static FirewallViewRule Reported(string row, ReportedParameters reported, FirewallViewRule? wanted)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in reported.Under(row))
        {
            values[entry.Path[row.Length..]] = entry.Value;
        }

        var chain = ParameterPath.Parent(ParameterPath.Parent(row));
        var name = reported.Value(chain + "Name") is { Length: > 0 } known ? known : chain.TrimEnd('.');
        return Rule(row, name, values, wanted?.Because ?? [new Because("gateway", null, null)]);
    }

    private static FirewallViewRule Rule(string? path, string chain, Dictionary<string, string> values, IReadOnlyList<Because> because) => new(
        path?.TrimEnd('.'),
        chain,
        int.TryParse(values.GetValueOrDefault("Order"), NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : 0,
        values.GetValueOrDefault("Description", ""),
        values.GetValueOrDefault("Target", ""),
        values,
        because);

    private static bool IsRow(DesiredObject item, string row, string chain, string chainName, ReportedParameters reported)
    {
        var owner = ParameterPath.Parent(ParameterPath.Parent(row));
        var inChain = chain.StartsWith("{ref:", StringComparison.Ordinal)
            ? string.Equals(reported.Value(owner + "Name"), chainName, StringComparison.Ordinal)
            : string.Equals(owner, chain + ".", StringComparison.Ordinal);
        return inChain && item.IdentifiedBy.All(known => string.Equals(reported.Value(row + known.Key), known.Value, StringComparison.Ordinal));
    }

    /// <summary><c>{ref:KEY}</c> by the name of what it refers to.</summary>
    private static string Named(string text, Dictionary<string, string> names)
    {
        var reference = text.StartsWith("{ref:", StringComparison.Ordinal) && text.EndsWith('}') ? text[5..^1] : null;
        return reference is not null && names.TryGetValue(reference, out var name) ? name : text;
    }
}
