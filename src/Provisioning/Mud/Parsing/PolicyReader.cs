using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary><c>from-device-policy</c> and <c>to-device-policy</c> (RFC 8520 §3.3): names of access lists, in order.</summary>
internal static class PolicyReader
{
    /// <returns>Null where the file must be refused.</returns>
    public static IReadOnlyList<MudAcl>? Read(ObjectReader mud, bool fromDevice, AclTable lists, DiagnosticLog log)
    {
        var leaf = fromDevice ? "from-device-policy" : "to-device-policy";
        if (mud.Take(leaf) is not { } policy)
        {
            log.Info(MudCodes.NoPolicy, mud.Node, $"No '{leaf}': nothing but the defaults is allowed {(fromDevice ? "from" : "to")} the device.");
            return [];
        }

        if (!TryItems(policy, log, out var items))
        {
            log.Error(MudCodes.Structure, policy, $"'{leaf}' does not hold a list below 'access-lists' and 'access-list'.");
            return null;
        }

        var acls = new List<MudAcl>();
        foreach (var item in items)
        {
            switch (ReadItem(item, fromDevice, lists, log))
            {
                case { Refused: true }:
                    return null;
                case { Acl: { } acl } when !acls.Contains(acl):
                    acls.Add(acl);
                    break;
            }
        }

        return acls;
    }

    private static bool TryItems(PositionedNode policy, DiagnosticLog log, out IReadOnlyList<PositionedNode> items)
    {
        items = [];
        if (!policy.IsObject)
        {
            return false;
        }

        var fields = new ObjectReader(policy, "ietf-mud", log);
        var container = fields.Take("access-lists");
        fields.IgnoreRest();
        if (container is null)
        {
            return true;
        }

        var list = container.IsObject ? new ObjectReader(container, "ietf-mud", log).Take("access-list") : null;
        if (list is null)
        {
            return container is { IsObject: true, Children.Count: 0 };
        }

        items = list.Children;
        return list.IsArray;
    }

    private static (MudAcl? Acl, bool Refused) ReadItem(PositionedNode item, bool fromDevice, AclTable lists, DiagnosticLog log)
    {
        var fields = item.IsObject ? new ObjectReader(item, "ietf-mud", log) : null;
        var name = fields?.Take("name", null, new Alias("acl-name", MudRepairs.DraftAclName));
        if (fields is null || name is not { IsString: true })
        {
            log.Error(MudCodes.Structure, item, "An entry of 'access-list' has no name.");
            return (null, true);
        }

        if (fields.Take("aces") is { } inline)
        {
            return ReadInline(item, inline, name.Text, fromDevice, lists, log);
        }

        if ((fields.Take("type") ?? fields.Take("acl-type")) is { } type)
        {
            log.Repair(MudCodes.DraftNotation, type, "A policy names its lists without their type.", MudRepairs.DraftPolicyAclType);
        }

        fields.IgnoreRest();
        if (lists.IsAbsent)
        {
            log.Error(MudCodes.NoAcls, name, $"The policy names '{Leaves.Quote(name)}', but the file has no 'ietf-access-control-list:acls'.");
            return (null, true);
        }

        if (!lists.Has(name.Text))
        {
            log.Error(MudCodes.MissingAcl, name, $"The file holds no access list '{Leaves.Quote(name)}'; it permits nothing.", MudRepairs.NodeIgnored);
            return (null, false);
        }

        var acl = lists.Read(name.Text, fromDevice);
        return (acl, acl is null);
    }

    /// <summary>Entries in the policy instead of a list of their own: which packets they mean, and in which order, is as plain.</summary>
    private static (MudAcl? Acl, bool Refused) ReadInline(
        PositionedNode item, PositionedNode aces, string name, bool fromDevice, AclTable lists, DiagnosticLog log)
    {
        if (lists.Has(name))
        {
            log.Error(
                MudCodes.DuplicateAcl, aces, $"'{name}' has entries here and in 'ietf-access-control-list:acls'; leave 'aces' out of the policy.");
            return (null, true);
        }

        log.Repair(
            MudCodes.Structure, aces, "Entries stand in the policy; write them as a list in 'ietf-access-control-list:acls' and only its name here.",
            MudRepairs.EntriesInPolicy);
        var acl = lists.ReadInPolicy(item, name, fromDevice);
        return (acl, acl is null);
    }
}
