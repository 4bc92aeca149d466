using System.Globalization;
using Provisioning.DesiredState;
using Provisioning.Devices;

namespace Provisioning.Tests.Firewall.Linking;

/// <summary>
/// A data model that takes a layer in the reconciler's order, one small step after the other, so that what packets meet
/// can be asked between any two.
/// </summary>
internal sealed class BenchGateway(bool ordered = true)
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private int _next = 10;

    public IReadOnlyDictionary<string, string> Values => _values;

    public string this[string path]
    {
        set => _values[path] = value;
    }

    public ReportedParameters Reported =>
        ReportedParameters.Empty.WithSubtree("Device.", _values.Select(v => new ParameterValue(v.Key, v.Value)), DateTimeOffset.UnixEpoch);

    /// <summary>Yields after every change.</summary>
    public IEnumerable<string> Apply(DesiredLayer layer)
    {
        var instances = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in layer.Objects)
        {
            var table = Resolve(item.Table, instances);
            var row = Rows(table).FirstOrDefault(r => !instances.ContainsValue(r)
                && item.IdentifiedBy.All(k => _values.GetValueOrDefault(r + k.Key) == k.Value));
            if (row is null)
            {
                row = string.Create(CultureInfo.InvariantCulture, $"{table}{++_next}.");
                _values[row + "Enable"] = "false";
                yield return $"added {item.Key}";
            }

            instances.Add(item.Key, row);
            foreach (var (name, value) in item.Values)
            {
                if (name == "Order" && ordered)
                {
                    Move(table, row, value.Value);
                }
                else if (!value.Value.Contains("{ref:", StringComparison.Ordinal) || value.Value.Split("{ref:").Skip(1).All(p => instances.ContainsKey(p[..p.IndexOf('}', StringComparison.Ordinal)])))
                {
                    _values[row + name] = Resolve(value.Value, instances);
                }
                else
                {
                    Assert.Fail($"{item.Key}.{name} refers to something that is declared later: {value.Value}");
                }
            }

            yield return $"filled {item.Key}";
        }

        foreach (var (path, value) in layer.Values)
        {
            _values[path] = value.Value;
        }

        foreach (var item in layer.Objects)
        {
            foreach (var (name, value) in item.Switch)
            {
                _values[instances[item.Key] + name] = Resolve(value.Value, instances);
            }
        }

        yield return "switched";
        foreach (var owned in layer.Owned.Where(o => o.Table != "Device.Firewall.{i}."))
        {
            foreach (var row in Tables(owned.Table).SelectMany(Rows).ToList())
            {
                if (!instances.ContainsValue(row) && _values.GetValueOrDefault(row + owned.Parameter, "").StartsWith(owned.Prefix, StringComparison.Ordinal))
                {
                    foreach (var path in _values.Keys.Where(k => k.StartsWith(row, StringComparison.Ordinal)).ToList())
                    {
                        _values.Remove(path);
                    }

                    yield return $"retired {row}";
                }
            }
        }
    }

    public IEnumerable<string> Rows(string table) =>
        _values.Keys.Where(k => k.StartsWith(table, StringComparison.Ordinal)).Select(k => k[table.Length..].Split('.'))
            .Where(s => s.Length > 1).Select(s => int.Parse(s[0], CultureInfo.InvariantCulture)).Distinct().Order()
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"{table}{n}."));

    private IEnumerable<string> Tables(string template) =>
        template.IndexOf("{i}.", StringComparison.Ordinal) is var at && at < 0 ? [template] : Rows(template[..at]).Select(r => r + template[(at + 4)..]);

    /// <summary>TR-181 data type Order: what stood there and below moves down by one.</summary>
    private void Move(string table, string row, string order)
    {
        if (_values.GetValueOrDefault(row + "Order") == order)
        {
            return;
        }

        var others = Rows(table).Where(r => r != row && _values.ContainsKey(r + "Order")).OrderBy(OrderOf).ToList();
        others.Insert(Math.Min(int.Parse(order, CultureInfo.InvariantCulture) - 1, others.Count), row);
        for (var i = 0; i < others.Count; i++)
        {
            _values[others[i] + "Order"] = (i + 1).ToString(CultureInfo.InvariantCulture);
        }

        int OrderOf(string r) => int.Parse(_values[r + "Order"], CultureInfo.InvariantCulture);
    }

    private static string Resolve(string text, Dictionary<string, string> instances)
    {
        foreach (var (key, instance) in instances)
        {
            text = text.Replace($"{{ref:{key}}}", instance.TrimEnd('.'), StringComparison.Ordinal);
        }

        return text;
    }
}
