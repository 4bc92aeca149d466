using System.Globalization;
using CpeSimulator.DataModels;

namespace CpeSimulator.Firewalls;

/// <summary>Device.Firewall. read as a whole, valid for one revision of the data model.</summary>
internal sealed class FirewallRules
{
    private readonly Dictionary<string, Chain> _chains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FirewallSetMatch> _sets = new(StringComparer.Ordinal);

    public FirewallRules(DataModel model, DateTimeOffset now)
    {
        IsEnabled = model.Find("Device.Firewall.Enable") != "false";
        Config = model.Find("Device.Firewall.Config") ?? model.Find("InternetGatewayDevice.Firewall.Config") ?? "Low";
        var firewall = model.Root.Singletons.GetValueOrDefault("Firewall");
        foreach (var set in Rows(firewall, "Set"))
        {
            _sets.Add(set.Path.TrimEnd('.'), new FirewallSetMatch(model, set));
        }

        foreach (var chain in Rows(firewall, "Chain"))
        {
            _chains.Add(chain.Path.TrimEnd('.'), ReadChain(model, chain, now));
        }

        Level = ReadLevel(model);
        Policies = [.. Rows(firewall, "Policy").Select(p => ReadPolicy(model, p))];
        Denied = Rows(model.Root.Singletons.GetValueOrDefault("Hosts"), "AccessControl")
            .Where(a => model.ValueOf(a, "Enable") == "true" && model.ValueOf(a, "AccessPolicy") == "Deny")
            .Select(a => model.ValueOf(a, "PhysAddress").ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
    }

    public bool IsEnabled { get; }

    public string Config { get; }

    public LevelRow? Level { get; }

    public IReadOnlyList<PolicyRow> Policies { get; }

    /// <summary>MAC addresses that Device.Hosts.AccessControl shuts out.</summary>
    public IReadOnlySet<string> Denied { get; }

    public Chain? Find(string reference) => _chains.GetValueOrDefault(reference.TrimEnd('.'));

    /// <summary>Chains that no rule calls, in instance order: where packets enter while nothing is configured.</summary>
    public IEnumerable<Chain> Roots()
    {
        var called = _chains.Values.SelectMany(c => c.Rules).Select(r => r.TargetChain).ToHashSet(StringComparer.Ordinal);
        return _chains.Where(c => !called.Contains(c.Key)).Select(c => c.Value);
    }

    private static IEnumerable<ObjectNode> Rows(ObjectNode? parent, string table) =>
        parent is not null && parent.Tables.TryGetValue(table, out var found) ? found.Rows : [];

    private Chain ReadChain(DataModel model, ObjectNode chain, DateTimeOffset now)
    {
        var rules = new List<Rule>();
        foreach (var node in chain.Tables["Rule"].Ordered)
        {
            var row = new RuleRow(model, node);
            var expired = DateTimeOffset.TryParse(row.Text("ExpiryDate"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expiry) && expiry < now;
            if (row.Flag("Enable") && !expired)
            {
                rules.Add(new Rule(row.Path, row.Text("Target"), row.Text("TargetChain").TrimEnd('.'), new RuleCriteria(row, _sets.GetValueOrDefault)));
            }
        }

        return new Chain(chain.Path, model.ValueOf(chain, "Enable") == "true", rules);
    }

    private LevelRow? ReadLevel(DataModel model)
    {
        var reference = Config switch
        {
            "Advanced" => model.Find("Device.Firewall.AdvancedLevel"),
            "Policy" => model.Find("Device.Firewall.PolicyLevel"),
            _ => null,
        };
        if (string.IsNullOrEmpty(reference))
        {
            return null;
        }

        return new LevelRow(
            reference + ".",
            model.Find(reference + ".Chain") ?? "",
            (model.Find(reference + ".Policies") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries),
            model.Find(reference + ".DefaultPolicy") ?? "Drop");
    }

    private static PolicyRow ReadPolicy(DataModel model, ObjectNode node)
    {
        var row = new RuleRow(model, node);
        return new PolicyRow(
            row.Path.TrimEnd('.'), row.Flag("Enable"), row.Number("IPVersion"), row.Text("SourceInterface"), row.Text("DestinationInterface"),
            (row.Text("TargetChain"), row.Text("Chain")), (row.Text("ReverseTargetChain"), row.Text("ReverseChain")));
    }

    internal sealed record Rule(string Path, string Target, string TargetChain, RuleCriteria Criteria);

    internal sealed record Chain(string Path, bool IsEnabled, IReadOnlyList<Rule> Rules);

    internal sealed record LevelRow(string Path, string Chain, IReadOnlyList<string> Policies, string DefaultPolicy);

    internal sealed record PolicyRow(
        string Path, bool IsEnabled, int IPVersion, string Source, string Destination,
        (string Target, string Chain) Forward, (string Target, string Chain) Reverse);
}
