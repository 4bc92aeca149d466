using Provisioning.Devices;

namespace Provisioning.Firewall.Linking;

/// <summary>Which parts of <c>Device.Firewall.</c> a gateway has, by discovery and by what it reported.</summary>
internal sealed class FirewallModel
{
    public const string Chains = "Device.Firewall.Chain.";
    public const string Rules = "Device.Firewall.Chain.{i}.Rule.";
    public const string Sets = "Device.Firewall.Set.";

    private readonly Capabilities _capabilities;
    private readonly Dictionary<string, bool> _knows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    public FirewallModel(Capabilities capabilities, ReportedParameters reported)
    {
        _capabilities = capabilities;
        foreach (var entry in reported.Under("Device.Firewall."))
        {
            _reported.Add(ParameterPath.Template(entry.Path));
        }
    }

    public bool Has(string template) => _capabilities.Has(template) || _reported.Contains(template);

    /// <summary>Table forms differ: GetParameterNames names the table, GetSupportedDM its rows.</summary>
    public bool HasTable(string table) =>
        _capabilities.Has(table) || _capabilities.Has(table + "{i}.") || KnowsRows(table);

    /// <summary>False only where the gateway said that rows cannot be added.</summary>
    public bool CanAdd(string table) =>
        HasTable(table)
        && (!_capabilities.Supported.TryGetValue(table, out var writable) || writable)
        && (_capabilities.Supported.ContainsKey(table) || !_capabilities.Supported.TryGetValue(table + "{i}.", out writable) || writable);

    /// <summary>True when the rows' parameters are known, not just that there is a table.</summary>
    public bool KnowsRows(string table)
    {
        if (!_knows.TryGetValue(table, out var knows))
        {
            // Every value of every rule asks, and the model has thousands of names.
            var row = table + "{i}.";
            _knows[table] = knows = _capabilities.Supported.Keys.Concat(_reported).Any(k => k.Length > row.Length && k.StartsWith(row, StringComparison.Ordinal) && !k.EndsWith('.'));
        }

        return knows;
    }

    /// <summary>A row's parameter may be written: it exists, or nothing at all is known of the rows yet.</summary>
    public bool Writes(string table, string name) =>
        !KnowsRows(table) || (Has($"{table}{{i}}.{name}") && (!_capabilities.Supported.TryGetValue($"{table}{{i}}.{name}", out var writable) || writable));
}
