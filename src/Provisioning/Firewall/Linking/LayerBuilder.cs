using System.Globalization;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall.Compiling;

namespace Provisioning.Firewall.Linking;

/// <summary>
/// Declares a policy's rows. Chains are known by a name that says their content, and so are the rules that call them: a
/// changed policy is built as new rows beside the old ones, put to use by one write of Enable, and the old rows are then
/// retired. A chain stays disabled until then, because a chain that no rule calls may be entered by every packet.
/// </summary>
internal sealed class LayerBuilder(FirewallModel model)
{
    public const string JumpPrefix = "mud jump ";
    public const string FlatPrefix = "mud rule ";

    private const string LayerName = Layer.Firewall;

    private readonly List<DesiredObject> _objects = [];

    public IReadOnlyList<DesiredObject> Objects => _objects;

    /// <summary>All that decides about packets and is left out where it is TR-181's default.</summary>
    public static IReadOnlyDictionary<string, DesiredValue> RuleDefaults { get; } =
        RuleParameters.Of(new FirewallRule { Description = "", Target = "Drop", Because = [] }, 0, name => name, name => name)
            .Where(p => RuleParameters.IsDefault(p) && p.Name is not ("Description" or "Log" or "ExpiryDate"))
            .ToDictionary(p => p.Name, p => new DesiredValue(p.Value, p.Type, LayerName), StringComparer.Ordinal);

    public static string ChainKey(string name) => "firewall-chain " + name;

    public static string SetKey(string name) => "firewall-set " + name;

    public void AddSet(FirewallSet set)
    {
        var key = SetKey(set.Name);
        Dictionary<string, DesiredValue> values = new(StringComparer.Ordinal) { ["Name"] = Text(set.Name) };
        Put(values, FirewallModel.Sets, "Enable", new DesiredValue("true", ParameterType.Boolean, LayerName));
        Put(values, FirewallModel.Sets, "Type", Text("IPAddresses"));
        Put(values, FirewallModel.Sets, "IPVersion", Number(set.IPVersion));
        _objects.Add(new DesiredObject(key, FirewallModel.Sets, Known("Name", set.Name), values, Nothing));
        Dictionary<string, DesiredValue> row = new(StringComparer.Ordinal)
        {
            ["Exclude"] = new DesiredValue("false", ParameterType.Boolean, LayerName),
            ["IPAddressList"] = Text(string.Join(',', set.Addresses)),
        };
        _objects.Add(new DesiredObject(key + " 1", ObjectReference(key) + ".Rule.", Known("Exclude", "false"), row, Nothing));
    }

    /// <summary>An entry of our own: in force at once, and empty until its rules are switched on.</summary>
    public void AddEntryChain(string name)
    {
        Dictionary<string, DesiredValue> values = new(StringComparer.Ordinal)
        {
            ["Name"] = Text(name),
            ["Enable"] = new DesiredValue("true", ParameterType.Boolean, LayerName),
        };
        _objects.Add(new DesiredObject(ChainKey(name), FirewallModel.Chains, Known("Name", name), values, Nothing));
    }

    public void AddHostChain(FirewallChain chain)
    {
        var key = ChainKey(chain.Name);
        Dictionary<string, DesiredValue> values = new(StringComparer.Ordinal) { ["Name"] = Text(chain.Name) };
        _objects.Add(new DesiredObject(key, FirewallModel.Chains, Known("Name", chain.Name), values, Enabled));
        for (var i = 0; i < chain.Rules.Count; i++)
        {
            var order = (i + 1).ToString(CultureInfo.InvariantCulture);
            _objects.Add(new DesiredObject(
                $"{key} {order}", ObjectReference(key) + ".Rule.", Known("Order", order), Values(chain.Rules[i], i + 1, chain.Rules[i].Description, enabled: true), Nothing));
        }
    }

    /// <param name="table">The entry's table of rules.</param>
    public void AddJump(FirewallRule jump, string table, int order)
    {
        var hash = jump.TargetChain[(jump.TargetChain.LastIndexOf('-') + 1)..];
        var description = $"{jump.Description} {hash}";
        _objects.Add(new DesiredObject(
            $"firewall-jump {table.Trim().Replace('{', '(').Replace('}', ')')} {description}", table, Known("Description", description), Values(jump, order, description, enabled: false), Enabled));
    }

    /// <summary>
    /// A rule where creation order counts. Its description says all rules before it, too: what comes after a change is
    /// made anew behind everything, and the old rules, which end in the host's Drop, decide until they are taken away.
    /// </summary>
    public void AddFlatRule(FirewallRule rule, string table, string hash)
    {
        var description = RuleText.Clip($"{FlatPrefix}{hash} {rule.Description}");
        _objects.Add(new DesiredObject(
            $"firewall-flat {hash}", table, Known("Description", description), Values(rule, 0, description, enabled: false), Enabled));
    }

    public static string ObjectReference(string key) => $"{{ref:{key}}}";

    private static Dictionary<string, DesiredValue> Nothing => new(StringComparer.Ordinal);

    private static Dictionary<string, DesiredValue> Enabled =>
        new(StringComparer.Ordinal) { ["Enable"] = new DesiredValue("true", ParameterType.Boolean, LayerName) };

    /// <summary>What differs from TR-181's defaults: rows of our own begin with those, and messages stay small.</summary>
    private Dictionary<string, DesiredValue> Values(FirewallRule rule, int order, string description, bool enabled)
    {
        var values = Nothing;
        foreach (var parameter in RuleParameters.Of(rule, order, name => ObjectReference(ChainKey(name)), name => ObjectReference(SetKey(name))))
        {
            var value = parameter.Name == "Description" ? description : parameter.Value;
            if (RuleParameters.IsDefault(parameter) || (parameter.Name == "Enable" && !enabled) || (parameter.Name == "Order" && order == 0))
            {
                continue;
            }

            var because = parameter.Name == "Description" ? BecauseText.Write(rule.Because) : "";
            Put(values, FirewallModel.Rules, parameter.Name, new DesiredValue(value, parameter.Type, LayerName, because));
        }

        return values;
    }

    private void Put(Dictionary<string, DesiredValue> values, string table, string name, DesiredValue value)
    {
        if (model.Writes(table, name))
        {
            values[name] = value;
        }
    }

    private static Dictionary<string, string> Known(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private static DesiredValue Text(string value) => new(value, ParameterType.String, LayerName);

    private static DesiredValue Number(int value) => new(value.ToString(CultureInfo.InvariantCulture), ParameterType.Int, LayerName);
}
