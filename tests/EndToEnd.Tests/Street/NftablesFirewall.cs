using System.Text;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Street;

/// <summary>
/// What a gateway's firmware does with its <c>Device.Firewall.</c>: turns the rows into nftables. Written from TR-181's
/// words alone; it shares nothing with the server's compiler or evaluator, nor with the simulator's firewall.
/// </summary>
internal sealed class NftablesFirewall(IReadOnlyDictionary<string, string> parameters)
{
    private const string Root = "Device.Firewall.";

    /// <summary>What is in the gateway's data model now.</summary>
    public static string ScriptOf(DataModel model) =>
        new NftablesFirewall(model.Read(Root).ToDictionary(p => p.Path, p => p.Value, StringComparer.Ordinal)).Script();

    /// <summary>A script for <c>nft -f</c> that replaces the table in one transaction.</summary>
    public string Script()
    {
        var script = new StringBuilder("table inet gateway\ndelete table inet gateway\ntable inet gateway {\n");
        var chains = Instances($"{Root}Chain.").Where(c => IsTrue($"{c}Enable")).ToList();
        foreach (var set in Instances($"{Root}Set."))
        {
            WriteSet(script, set);
        }

        // nft wants a chain to exist before a jump names it.
        foreach (var chain in chains)
        {
            script.Append($"  chain {Id(chain)} {{\n  }}\n");
        }

        foreach (var chain in chains)
        {
            script.Append($"  chain {Id(chain)} {{\n");
            foreach (var rule in Instances($"{chain}Rule.").Where(r => IsTrue($"{r}Enable")).OrderBy(r => Number($"{r}Order")))
            {
                WriteRule(script, rule, chains);
            }

            script.Append("  }\n");
        }

        script.Append("  chain forward {\n    type filter hook forward priority 0; policy accept;\n");
        if (Policies() is { Count: > 0 } policies)
        {
            policies.ForEach(p => WritePolicy(script, p));
        }
        else
        {
            Entries(chains).ForEach(entry => script.Append($"    jump {Id(entry)}\n"));
        }

        return script.Append("  }\n}\n").ToString();
    }

    /// <summary>The policies of the level in force, where the gateway works by policies (Config Policy, 2.16).</summary>
    private List<string> Policies()
    {
        var level = Value($"{Root}PolicyLevel").TrimEnd('.');
        return Value($"{Root}Config") != "Policy" || level.Length == 0 || !IsTrue($"{Root}Enable")
            ? []
            : [.. Value($"{level}.Policies").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(p => p.TrimEnd('.') + ".").Where(p => IsTrue($"{p}Enable"))];
    }

    /// <summary>Chain for what comes from the source interface, ReverseChain for what goes back to it.</summary>
    private void WritePolicy(StringBuilder script, string policy)
    {
        var source = Value($"{policy}SourceInterface").TrimEnd('.') == "Device.IP.Interface.2" ? "wan" : "br-lan";
        var other = source == "wan" ? "br-lan" : "wan";
        script.Append($"    iifname {source} {Verdict(Value($"{policy}TargetChain"), Value($"{policy}Chain"))}\n");
        script.Append($"    iifname {other} {Verdict(Value($"{policy}ReverseTargetChain"), Value($"{policy}ReverseChain"))}\n");
    }

    private static string Verdict(string target, string chain) => target switch
    {
        "Chain" => $"jump {Id(chain)}",
        "Accept" => "accept",
        "Reject" => "counter reject",
        _ => "counter drop",
    };

    /// <summary>Where packets enter: the level's chain when one is in force, else every chain that no rule calls.</summary>
    private List<string> Entries(List<string> chains)
    {
        if (!IsTrue($"{Root}Enable"))
        {
            return [];
        }

        var level = Value($"{Root}AdvancedLevel");
        if (Value($"{Root}Config") == "Advanced" && level.Length > 0 && Value($"{level.TrimEnd('.')}.Chain") is { Length: > 0 } chain)
        {
            return [.. chains.Where(c => SamePath(c, chain))];
        }

        var called = chains.SelectMany(c => Instances($"{c}Rule.")).Select(r => Value($"{r}TargetChain")).Where(t => t.Length > 0).ToList();
        return [.. chains.Where(c => !called.Exists(t => SamePath(c, t)))];
    }

    private void WriteSet(StringBuilder script, string set)
    {
        var version = Value($"{set}IPVersion") == "6" ? 6 : 4;
        var addresses = Instances($"{set}Rule.").Where(r => !IsTrue($"{r}Exclude"))
            .SelectMany(r => Value($"{r}IPAddressList").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var elements = addresses.Count == 0 ? "" : $" elements = {{ {string.Join(", ", addresses)} }};";
        script.Append($"  set {Id(set)} {{ type ipv{version}_addr; flags interval; auto-merge;{elements} }}\n");
    }

    private void WriteRule(StringBuilder script, string rule, List<string> chains)
    {
        var line = new StringBuilder("    ");
        Family(line, rule);
        Address(line, rule, "Source", "saddr");
        Address(line, rule, "Dest", "daddr");
        if (Value($"{rule}SourceMAC") is { Length: > 0 } mac)
        {
            line.Append($"ether saddr {(IsTrue($"{rule}SourceMACExclude") ? "!= " : "")}{mac} ");
        }

        var protocol = Number($"{rule}Protocol");
        if (protocol >= 0)
        {
            line.Append($"meta l4proto {(IsTrue($"{rule}ProtocolExclude") ? "!= " : "")}{protocol} ");
        }

        Port(line, rule, "Source", "sport");
        Port(line, rule, "Dest", "dport");
        if (Value($"{rule}ConnectionState") is { Length: > 0 } states)
        {
            line.Append($"ct state {states.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal)} ");
        }

        line.Append("counter ").Append(Value($"{rule}Target") switch
        {
            "Accept" => "accept",
            "Reject" => "reject",
            "Return" => "return",
            "TargetChain" => $"jump {Id(chains.Single(c => SamePath(c, Value($"{rule}TargetChain"))))}",
            _ => "drop",
        });
        script.Append(line).Append('\n');
    }

    private void Family(StringBuilder line, string rule)
    {
        if (Number($"{rule}IPVersion") is var version and (4 or 6))
        {
            line.Append($"meta nfproto ipv{version} ");
        }
    }

    private void Address(StringBuilder line, string rule, string side, string keyword)
    {
        var address = Value($"{rule}{side}IP");
        var set = Value($"{rule}{side}MatchSet");
        if (address.Length > 0)
        {
            var mask = Value($"{rule}{side}Mask");
            var slash = mask.IndexOf('/', StringComparison.Ordinal);
            var family = address.Contains(':', StringComparison.Ordinal) ? "ip6" : "ip";
            var exclude = IsTrue($"{rule}{side}IPExclude") ? "!= " : "";
            line.Append($"{family} {keyword} {exclude}{address}{(slash < 0 ? "" : mask[slash..])} ");
        }

        if (set.Length > 0)
        {
            var family = Value($"{set.TrimEnd('.')}.IPVersion") == "6" ? "ip6" : "ip";
            line.Append($"{family} {keyword} @{Id(set)} ");
        }
    }

    private void Port(StringBuilder line, string rule, string side, string keyword)
    {
        var first = Number($"{rule}{side}Port");
        if (first >= 0)
        {
            var last = Number($"{rule}{side}PortRangeMax");
            line.Append($"th {keyword} {(IsTrue($"{rule}{side}PortExclude") ? "!= " : "")}{first}{(last > first ? $"-{last}" : "")} ");
        }
    }

    private List<string> Instances(string table)
    {
        var numbers = new SortedSet<int>();
        foreach (var path in parameters.Keys.Where(p => p.StartsWith(table, StringComparison.Ordinal)))
        {
            var rest = path[table.Length..];
            if (rest.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && int.TryParse(rest[..dot], out var number))
            {
                numbers.Add(number);
            }
        }

        return [.. numbers.Select(n => $"{table}{n}.")];
    }

    private string Value(string path) => parameters.GetValueOrDefault(path, "");

    private int Number(string path) => int.TryParse(Value(path), out var number) ? number : -1;

    private bool IsTrue(string path) => Value(path) is "1" or "true";

    private static bool SamePath(string left, string right) => left.TrimEnd('.') == right.TrimEnd('.');

    /// <summary><c>Device.Firewall.Chain.3.</c> → <c>Chain_3</c>.</summary>
    private static string Id(string path) => string.Join('_', path.TrimEnd('.').Split('.')[^2..]);
}
