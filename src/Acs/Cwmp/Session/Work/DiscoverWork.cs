using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Session.Work;

/// <summary>Discover → GetParameterNames, repaired: missing parents and missing trailing dots are inferred from the children.</summary>
internal sealed record DiscoverWork(Guid Id, string Path) : OperationWork
{
    /// <summary>An empty path would ask for the root, which crashes some gateways: the root's own name does the same.</summary>
    public static WorkStep Begin(Operation.Discover discover, string root)
    {
        var path = discover.Path.Length == 0 && !discover.NextLevelOnly ? root : discover.Path;
        return new WorkStep.Send(new DiscoverWork(discover.Id, discover.Path), new GetParameterNames(path, discover.NextLevelOnly));
    }

    public override WorkStep Take(ICpeMessage answer) => new WorkStep.Done(answer is GetParameterNamesResponse response
        ? new Outcome.Discovered(Id, Path, Repair(response.Names))
        : new Outcome.Failed(Id, FaultOf(answer)));

    public override Outcome Lost(string reason) => new Outcome.Lost(Id, reason);

    private List<DiscoveredName> Repair(IReadOnlyList<DiscoveredName> names)
    {
        var known = new HashSet<string>(names.Count, StringComparer.Ordinal);
        foreach (var name in names)
        {
            known.Add(name.Path);
        }

        var parents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in known)
        {
            // One parent is enough at a time: its own parents were added with an earlier child, or are added now.
            for (var parent = ParameterPath.Parent(name); parent.Length > Path.Length && parents.Add(parent); parent = ParameterPath.Parent(parent))
            {
            }
        }

        var repaired = new List<DiscoveredName>(names.Count);
        foreach (var name in names)
        {
            var asObject = name.Path + ".";
            if (ParameterPath.IsObject(name.Path) || !parents.Contains(asObject))
            {
                repaired.Add(name);
            }
            else if (known.Add(asObject))
            {
                repaired.Add(name with { Path = asObject });
            }
        }

        foreach (var parent in parents)
        {
            if (known.Add(parent))
            {
                repaired.Add(new DiscoveredName(parent, Writable: false));
            }
        }

        return repaired;
    }
}
