using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall.Compiling;
using Provisioning.Firewall.Linking;

namespace Provisioning.Firewall;

/// <summary>
/// Ties a policy to one gateway: where packets enter there (Level, Policy, or a chain of our own), which rows are ours,
/// and what is switched last. Also says which dialect the gateway speaks.
/// </summary>
public static class FirewallLinker
{
    /// <summary>
    /// Rows that may be taken away again. Chains before the rules that call them: a chain that nobody calls may be
    /// entered by every packet, a rule that calls nothing decides nothing.
    /// </summary>
    public static IReadOnlyList<OwnedRows> Owned { get; } =
    [
        new("Device.Firewall.Chain.", "Name", "mud-"),
        new("Device.Firewall.Chain.{i}.Rule.", "Description", LayerBuilder.JumpPrefix) { Defaults = LayerBuilder.RuleDefaults },
        new("Device.Firewall.Chain.{i}.Rule.", "Description", LayerBuilder.FlatPrefix),
        new("Device.Firewall.Set.", "Name", "m4-"),
        new("Device.Firewall.Set.", "Name", "m6-"),
    ];

    /// <summary>
    /// Names no row that exists; it makes the subtree be read as a whole, because Config, levels and policies say where
    /// packets enter.
    /// </summary>
    private static readonly OwnedRows ReadWhole = new("Device.Firewall.{i}.", "Alias", "mud-");

    /// <summary>By what discovery found, never by a version that the gateway claims.</summary>
    public static FirewallDialect DialectOf(Capabilities capabilities, ReportedParameters reported)
    {
        var model = new FirewallModel(capabilities, reported);
        var known = model.KnowsRows(FirewallModel.Rules);
        if (!model.HasTable(FirewallModel.Chains) || (known && !model.HasTable(FirewallModel.Rules)))
        {
            return FirewallDialect.None;
        }

        if (known ? !Has("TargetChain") || !Has("Order") || !model.CanAdd(FirewallModel.Chains) : !model.CanAdd(FirewallModel.Chains))
        {
            return model.HasTable(FirewallModel.Rules) && model.CanAdd(FirewallModel.Rules) ? FirewallDialect.Flat : FirewallDialect.None;
        }

        // While no row has been seen, the tables beside tell the age of the data model (Set since 2.18, Policy since 2.16).
        var sets = model.HasTable(FirewallModel.Sets) && (!known || (Has("SourceMatchSet") && Has("DestMatchSet")));
        var stateful = known ? Has("SourceMAC") && Has("ConnectionState") : model.HasTable(FirewallModel.Sets) || model.HasTable("Device.Firewall.Policy.");
        return !stateful ? FirewallDialect.Tr181V2 : sets ? FirewallDialect.Tr181V18 : FirewallDialect.Tr181V16;

        bool Has(string name) => model.Writes(FirewallModel.Rules, name);
    }

    /// <summary>False while the gateway has not told where packets enter its rules: linking would be guessing.</summary>
    public static bool IsEntryKnown(Capabilities capabilities, ReportedParameters reported) =>
        !capabilities.Has("Device.Firewall.Config") || reported.Value("Device.Firewall.Config") is not null;

    /// <summary>Declares nothing but that <c>Device.Firewall.</c> is to be read.</summary>
    public static DesiredLayer Probe() =>
        DesiredHash.Layer(Layer.Firewall, new Dictionary<string, DesiredValue>(StringComparer.Ordinal), [], [ReadWhole]);

    /// <summary>The firewall layer of the device's desired state.</summary>
    public static DesiredLayer Link(FirewallPolicy policy, Capabilities capabilities, ReportedParameters reported)
    {
        var model = new FirewallModel(capabilities, reported);
        var builder = new LayerBuilder(model);
        foreach (var set in policy.Sets)
        {
            builder.AddSet(set);
        }

        if (policy.Dialect == FirewallDialect.Flat)
        {
            LinkFlat(policy, builder, reported);
        }
        else
        {
            LinkChains(policy, builder, FirewallEntries.Find(reported));
        }

        Dictionary<string, DesiredValue> values = new(StringComparer.Ordinal);
        if (builder.Objects.Count > 0 && model.Has("Device.Firewall.Enable"))
        {
            values["Device.Firewall.Enable"] = new DesiredValue("true", ParameterType.Boolean, Layer.Firewall, "MUD rules need the firewall");
        }

        // Only tables that are there: to look for rows in others would be a fault.
        var owned = Owned.Where(o => model.HasTable(o.Table.EndsWith("Rule.", StringComparison.Ordinal) ? FirewallModel.Chains : o.Table)).Prepend(ReadWhole).ToList();
        return DesiredHash.Layer(Layer.Firewall, values, builder.Objects, owned);
    }

    private static void LinkChains(FirewallPolicy policy, LayerBuilder builder, FirewallEntry entry)
    {
        var chains = policy.Chains.Where(c => !c.IsEntry).ToList();
        foreach (var chain in chains)
        {
            builder.AddHostChain(chain);
        }

        var outward = JumpsOf(policy, HostLayout.Out);
        var inward = JumpsOf(policy, HostLayout.In);
        if (chains.Count == 0)
        {
            return;
        }

        if (entry.IsOwn)
        {
            builder.AddEntryChain(HostLayout.Out);
            builder.AddEntryChain(HostLayout.In);
            Add([Table(HostLayout.Out)], outward, 1);
            Add([Table(HostLayout.In)], inward, 1);
        }
        else
        {
            Add(entry.Out, outward, 1);

            // One chain for both ways: the rules towards the hosts come after those from them.
            Add(entry.In.Where(t => entry.Out.Contains(t, StringComparer.Ordinal)), inward, outward.Count + 1);
            Add(entry.In.Where(t => !entry.Out.Contains(t, StringComparer.Ordinal)), inward, 1);
        }

        void Add(IEnumerable<string> tables, IReadOnlyList<FirewallRule> jumps, int first)
        {
            foreach (var table in tables)
            {
                for (var i = 0; i < jumps.Count; i++)
                {
                    builder.AddJump(jumps[i], table, first + i);
                }
            }
        }

        static string Table(string chain) => LayerBuilder.ObjectReference(LayerBuilder.ChainKey(chain)) + ".Rule.";
    }

    private static IReadOnlyList<FirewallRule> JumpsOf(FirewallPolicy policy, string entry) =>
        [.. policy.Chains.Where(c => c.IsEntry && c.Name == entry).SelectMany(c => c.Rules)];

    private static void LinkFlat(FirewallPolicy policy, LayerBuilder builder, ReportedParameters reported)
    {
        var rules = policy.Chains.SelectMany(c => c.Rules).ToList();
        if (rules.Count == 0 || FirewallEntries.SingleChain(reported) is not { } table)
        {
            return;
        }

        var before = "";
        foreach (var rule in rules)
        {
            before = RuleText.Hash(before + "\n" + RuleText.Canonical(rule), 16);
            builder.AddFlatRule(rule, table, before);
            if (rule.Because is [{ Layer: "default", Ace: "drop" }])
            {
                before = ""; // what follows speaks of other packets
            }
        }
    }
}
