using System.Net;

namespace Provisioning.Firewall.Evaluation;

/// <summary>
/// Decides packets by the rules in <c>Device.Firewall.</c>, printed or read back from a gateway. Shares no code with the
/// parser and the compiler, so that a mistake there is not made here again.
/// </summary>
public sealed class FirewallEvaluator
{
    /// <summary>Chains may call each other in a circle; a packet stops being followed here and is not decided.</summary>
    private const int MostCalls = 16;

    private readonly Dictionary<string, List<EvaluatedRule>> _chains = new(StringComparer.Ordinal);
    private readonly List<string> _fromLan = [];
    private readonly List<string> _toLan = [];

    /// <param name="values">Full paths and values; what is not below <c>Device.Firewall.</c> is ignored.</param>
    public FirewallEvaluator(IReadOnlyDictionary<string, string> values)
    {
        const string Root = "Device.Firewall.";
        var sets = new Dictionary<string, Func<IPAddress, bool>>(StringComparer.Ordinal);
        foreach (var row in RowReader.Rows(values, Root + "Set."))
        {
            sets[row.TrimEnd('.')] = ReadSet(values, row);
        }

        foreach (var row in RowReader.Rows(values, Root + "Chain."))
        {
            var rules = RowReader.Rows(values, row + "Rule.")
                .Select(r => new EvaluatedRule(new RowReader(values, r), name => sets.GetValueOrDefault(name, static _ => false)));
            _chains[row.TrimEnd('.')] = new RowReader(values, row).Flag("Enable") ? [.. rules.OrderBy(r => r.Order)] : [];
        }

        ReadEntries(values, new RowReader(values, Root));
    }

    public FirewallEvaluator(IEnumerable<PrintedParameter> printed)
        : this(printed.ToDictionary(p => p.Path, p => p.Value, StringComparer.Ordinal))
    {
    }

    /// <summary>The first rule that accepts or drops, entry by entry.</summary>
    public Verdict Decide(Packet packet)
    {
        var trail = new List<string>();
        foreach (var entry in packet.FromLan ? _fromLan : _toLan)
        {
            if (Walk(entry, packet, trail, 0) is { } accepted)
            {
                return new Verdict(accepted, trail);
            }
        }

        return new Verdict(null, trail);
    }

    private bool? Walk(string chain, Packet packet, List<string> trail, int depth)
    {
        if (depth > MostCalls || !_chains.TryGetValue(chain, out var rules))
        {
            return null;
        }

        foreach (var rule in rules)
        {
            if (!rule.Holds(packet))
            {
                continue;
            }

            trail.Add(rule.Path);
            switch (rule.Target)
            {
                case "Accept":
                    return true;
                case "TargetChain":
                    // A call, not a jump: what the chain does not decide goes on here (TR-181 Rule.TargetChain).
                    if (Walk(rule.TargetChain, packet, trail, depth + 1) is { } decided)
                    {
                        return decided;
                    }

                    trail.RemoveRange(trail.LastIndexOf(rule.Path), trail.Count - trail.LastIndexOf(rule.Path));
                    break;
                case "Return":
                    trail.RemoveAt(trail.Count - 1);
                    return null;
                default:
                    return false;
            }
        }

        return null;
    }

    /// <summary>The level that is in force says where packets enter; without one, every chain that no rule calls.</summary>
    private void ReadEntries(IReadOnlyDictionary<string, string> values, RowReader firewall)
    {
        var config = firewall.Text("Config");
        var level = firewall.Text(config == "Policy" ? "PolicyLevel" : "AdvancedLevel").TrimEnd('.');
        if (config == "Advanced" && level.Length > 0)
        {
            var chain = new RowReader(values, level + ".").Text("Chain").TrimEnd('.');
            _fromLan.Add(chain);
            _toLan.Add(chain);
            return;
        }

        var policies = config == "Policy" && level.Length > 0
            ? new RowReader(values, level + ".").Text("Policies").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(p => p.TrimEnd('.') + ".")
            : RowReader.Rows(values, "Device.Firewall.Policy.");
        foreach (var row in policies.Select(p => new RowReader(values, p)).Where(p => p.Flag("Enable", absent: true)))
        {
            _fromLan.Add(row.Text("Chain").TrimEnd('.'));
            _toLan.Add(row.Text("ReverseChain").TrimEnd('.'));
        }

        if (_fromLan.Count == 0)
        {
            var called = _chains.Values.SelectMany(r => r).Where(r => r.Target == "TargetChain").Select(r => r.TargetChain).ToHashSet(StringComparer.Ordinal);
            _fromLan.AddRange(_chains.Keys.Where(c => !called.Contains(c)));
            _toLan.AddRange(_fromLan);
        }
    }

    private static Func<IPAddress, bool> ReadSet(IReadOnlyDictionary<string, string> values, string row)
    {
        var members = new HashSet<IPAddress>();
        var excluded = new HashSet<IPAddress>();
        if (new RowReader(values, row).Flag("Enable"))
        {
            foreach (var rule in RowReader.Rows(values, row + "Rule.").Select(r => new RowReader(values, r)))
            {
                foreach (var text in rule.Text("IPAddressList").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    if (IPAddress.TryParse(text, out var address))
                    {
                        (rule.Flag("Exclude") ? excluded : members).Add(address);
                    }
                }
            }
        }

        return address => members.Contains(address) && !excluded.Contains(address);
    }
}
