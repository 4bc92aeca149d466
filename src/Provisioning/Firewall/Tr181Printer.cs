using System.Globalization;
using Provisioning.Devices;

namespace Provisioning.Firewall;

/// <summary>
/// A policy as TR-181 parameters with instance numbers from 1: every writable parameter that the dialect has, defaults
/// included. Only Alias is left out: the data model gives it no default, and the gateway chooses it (TR-106, Alias).
/// </summary>
public static class Tr181Printer
{
    /// <summary>Sets first, then chains in the order in which packets and calls reach them, each with its rules.</summary>
    public static IReadOnlyList<PrintedParameter> Print(FirewallPolicy policy)
    {
        var printed = new List<PrintedParameter>();
        var sets = Number(policy.Sets.Select(s => s.Name), "Device.Firewall.Set.");
        var chains = Number(policy.Chains.Select(c => c.Name), "Device.Firewall.Chain.");
        foreach (var set in policy.Sets)
        {
            var row = sets[set.Name] + ".";
            Add(row + "Enable", ParameterType.Boolean, "true");
            Add(row + "Name", ParameterType.String, set.Name);
            Add(row + "Type", ParameterType.String, "IPAddresses");
            Add(row + "IPVersion", ParameterType.Int, set.IPVersion.ToString(CultureInfo.InvariantCulture));
            Add(row + "Rule.1.Exclude", ParameterType.Boolean, "false");
            Add(row + "Rule.1.IPAddressList", ParameterType.String, string.Join(',', set.Addresses));
            Add(row + "Rule.1.MACAddressList", ParameterType.String, "");
            Add(row + "Rule.1.PortList", ParameterType.String, "");
        }

        foreach (var chain in policy.Chains)
        {
            var row = chains[chain.Name] + ".";
            Add(row + "Enable", ParameterType.Boolean, "true");
            Add(row + "Name", ParameterType.String, chain.Name);
            for (var i = 0; i < chain.Rules.Count; i++)
            {
                foreach (var parameter in RuleParameters.Of(chain.Rules[i], i + 1, name => chains[name], name => sets[name]))
                {
                    if (parameter.Since <= policy.Dialect)
                    {
                        Add(string.Create(CultureInfo.InvariantCulture, $"{row}Rule.{i + 1}.{parameter.Name}"), parameter.Type, parameter.Value);
                    }
                }
            }
        }

        return printed;

        void Add(string path, ParameterType type, string value) =>
            printed.Add(new PrintedParameter(path, RuleParameters.TypeName(type), value));
    }

    /// <summary>Rows of <c>Chain.{i}.Rule.{i}.</c></summary>
    public static int CountRules(FirewallPolicy policy) => policy.Chains.Sum(c => c.Rules.Count);

    private static Dictionary<string, string> Number(IEnumerable<string> names, string table) =>
        names.Select((name, i) => (name, path: string.Create(CultureInfo.InvariantCulture, $"{table}{i + 1}")))
            .ToDictionary(n => n.name, n => n.path, StringComparer.Ordinal);
}
