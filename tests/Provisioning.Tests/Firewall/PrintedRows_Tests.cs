using System.Xml.Linq;
using Provisioning.Firewall;
using Provisioning.Tests.Mud;

namespace Provisioning.Tests.Firewall;

/// <summary>What is printed of a row, held against the Broadband Forum's own data model.</summary>
public sealed class PrintedRows_Tests
{
    private const string Root = "Device.Firewall.";

    [TestCase(FirewallDialect.Flat, 2)]
    [TestCase(FirewallDialect.Tr181V2, 2)]
    [TestCase(FirewallDialect.Tr181V16, 16)]
    [TestCase(FirewallDialect.Tr181V18, 18)]
    public void Every_writable_parameter_of_a_row_is_printed_but_its_alias(FirewallDialect dialect, int version)
    {
        Assume.That(MudCorpus.Directory, Is.Not.Null, "The data models (shared/dm) are not beside this repository.");
        var rule = new FirewallRule { Description = "any", Target = "Accept", Because = [], DestSet = dialect == FirewallDialect.Tr181V18 ? "m4-x" : "" };
        FirewallSet[] sets = dialect == FirewallDialect.Tr181V18 ? [new FirewallSet("m4-x", 4, ["192.0.2.1"])] : [];
        var printed = Tr181Printer.Print(new FirewallPolicy(dialect, [new FirewallChain("mud", true, null, [rule])], sets, []));
        Assert.Multiple(() =>
        {
            foreach (var table in (string[])["Chain.1.", "Chain.1.Rule.1.", .. sets.Length > 0 ? ["Set.1.", "Set.1.Rule.1."] : Array.Empty<string>()])
            {
                var model = Writable(Root + table.Replace("1.", "{i}.", StringComparison.Ordinal), version);
                var row = printed.Where(p => p.Path.StartsWith(Root + table, StringComparison.Ordinal) && !p.Path[(Root + table).Length..].Contains('.', StringComparison.Ordinal))
                    .ToDictionary(p => p.Path[(Root + table).Length..], p => p.Value, StringComparer.Ordinal);
                Assert.That(row.Keys, Is.EquivalentTo(model.Keys), table);

                // What a rule does not set has the data model's default; interfaces are all (see RuleParameters).
                foreach (var (name, value) in row.Where(p => table.EndsWith("Rule.1.", StringComparison.Ordinal) && model.GetValueOrDefault(p.Key) is not null))
                {
                    if (name is not ("Enable" or "Target" or "DestMatchSet" or "IPAddressList" or "SourceAllInterfaces" or "DestAllInterfaces"))
                    {
                        Assert.That(value, Is.EqualTo(model[name] == "[]" ? "" : model[name]), $"{table}{name}");
                    }
                }
            }
        });
    }

    /// <summary>Name to default, null where there is none.</summary>
    private static Dictionary<string, string?> Writable(string table, int version)
    {
        var file = XDocument.Load(Path.Combine(MudCorpus.Directory!, "..", "dm", "tr-181-2-19-0-firewall.xml"));
        var row = file.Descendants("object").Single(o => (string?)o.Attribute("name") == table);
        var parameters = row.Elements("parameter").Where(p => (string?)p.Attribute("access") == "readWrite" && Since(p) <= version)
            .ToDictionary(p => (string)p.Attribute("name")!, p => (string?)p.Descendants("default").FirstOrDefault()?.Attribute("value"), StringComparer.Ordinal);
        if (row.Elements("component").Any(c => (string?)c.Attribute("ref") == "IPVersion"))
        {
            parameters["IPVersion"] = null;
        }

        return parameters;
    }

    private static int Since(XElement parameter) =>
        (string?)parameter.Attribute("version") is { } since ? int.Parse(since[(since.IndexOf('.', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture) : 2;
}
