using CpeSimulator.DataModels;

namespace CpeSimulator;

/// <summary>The data model as a controller changes it: with the faults that were ordered.</summary>
internal sealed class ControllerAccess(Gateway gateway)
{
    private const string RuleTable = ".Rule.";

    private DataModel Model => gateway.Model;

    public IReadOnlyList<DataModelException> SetAll(IReadOnlyList<(string Path, string Value)> values)
    {
        if (Refusal(values.Select(v => v.Path)) is { } refused)
        {
            return [refused];
        }

        if (gateway.Faults.IgnoresWrites)
        {
            return [];
        }

        var faults = Model.SetAll(values);
        if (faults.Count == 0)
        {
            AfterWrite(values.Select(v => v.Path));
        }

        return faults;
    }

    public void Set(string path, string value)
    {
        if (Refusal([path]) is { } refused)
        {
            throw refused;
        }

        if (!gateway.Faults.IgnoresWrites)
        {
            Model.Set(path, value);
            AfterWrite([path]);
        }
    }

    public ObjectNode Add(string tablePath)
    {
        if (Refusal([tablePath]) is { } refused)
        {
            throw refused;
        }

        if (gateway.Faults.MostFirewallRules is { } most && tablePath.StartsWith("Device.Firewall.Chain.", StringComparison.Ordinal) &&
            tablePath.EndsWith(RuleTable, StringComparison.Ordinal) && RuleCount() >= most)
        {
            throw DataModelException.Resources(tablePath);
        }

        return Model.Add(tablePath);
    }

    public void Delete(string rowPath) => Model.Delete(rowPath);

    private int RuleCount() => Model.Atomically(() =>
        Model.Root.Singletons["Firewall"].Tables["Chain"].Rows.Sum(c => c.Tables["Rule"].Count));

    private DataModelException? Refusal(IEnumerable<string> paths)
    {
        var faults = gateway.Faults;
        foreach (var path in paths)
        {
            if (faults.RejectNextWrite is { } once && path.StartsWith(once.Path, StringComparison.Ordinal))
            {
                gateway.Faults = faults with { RejectNextWrite = null };
                return new DataModelException(once.UspCode, path, "refused by the gateway");
            }

            if (faults.RejectWrites is { } always && path.StartsWith(always.Path, StringComparison.Ordinal))
            {
                return new DataModelException(always.UspCode, path, "refused by the gateway");
            }
        }

        return null;
    }

    /// <summary>Of a rule in a chain that is in use; what is built aside decides nothing yet.</summary>
    private bool IsSwitch(string path) =>
        path is "Device.Firewall.AdvancedLevel" or "Device.Firewall.PolicyLevel" or "Device.Firewall.Config"
        || (path.StartsWith("Device.Firewall.Chain.", StringComparison.Ordinal) && path.EndsWith(".Enable", StringComparison.Ordinal)
            && path.IndexOf(RuleTable, StringComparison.Ordinal) is > 0 and var at && Model.Get(path[..at] + ".Enable") == "true");

    private void AfterWrite(IEnumerable<string> paths)
    {
        if (gateway.Faults.LosesContactAfterFirewallSwitch && paths.Any(IsSwitch))
        {
            gateway.CutOff();
        }
    }
}
