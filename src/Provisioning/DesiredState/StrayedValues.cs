using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>
/// Parameters of desired rows that nobody declares because new rows begin with them, and that are something else now: a
/// row that was narrowed or widened at the gateway, or one that holds another object's values than before.
/// </summary>
internal static class StrayedValues
{
    /// <param name="matched">Nothing missing.</param>
    public static List<ParameterValue> Of(DesiredDevice desired, ReportedParameters reported, MatchedRows matched)
    {
        var strayed = new List<ParameterValue>();
        var defaults = desired.Owned.Where(o => o.Defaults.Count > 0)
            .GroupBy(o => o.Table + "{i}.", StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Defaults, StringComparer.Ordinal);
        if (defaults.Count == 0)
        {
            return strayed;
        }

        foreach (var item in desired.Objects)
        {
            var row = matched.Instances[item.Key];
            if (!defaults.TryGetValue(ParameterPath.Template(row), out var kept))
            {
                continue;
            }

            foreach (var (name, value) in kept)
            {
                if (!item.Values.ContainsKey(name) && !item.Switch.ContainsKey(name)
                    && reported.Find(row + name) is { Writable: not false } there && !CanonicalValue.Same(value.Value, there.Value, value.Type))
                {
                    strayed.Add(new ParameterValue(row + name, value.Value, value.Type));
                }
            }
        }

        return strayed;
    }
}
