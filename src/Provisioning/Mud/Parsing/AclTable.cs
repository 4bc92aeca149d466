using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary>The file's access lists by name (RFC 8519), each read once for every direction that a policy uses it in.</summary>
internal sealed class AclTable
{
    /// <summary>The largest profile known has 201.</summary>
    public const int MaxAces = 4096;

    private readonly Dictionary<string, PositionedNode> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, bool FromDevice), MudAcl> _read = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly DiagnosticLog _log;
    private int _aces;

    private AclTable(DiagnosticLog log) => _log = log;

    /// <summary>Where the file has no <c>acls</c> at all.</summary>
    public bool IsAbsent { get; private init; }

    /// <returns>Null where the file must be refused.</returns>
    public static AclTable? Open(PositionedNode? root, DiagnosticLog log)
    {
        if (root is null)
        {
            return new AclTable(log) { IsAbsent = true };
        }

        if (!root.IsObject)
        {
            log.Error(MudCodes.Structure, root, $"'{root.Name}' is not an object.");
            return null;
        }

        var fields = new ObjectReader(root, "ietf-access-control-list", log);
        var table = new AclTable(log);
        var list = fields.Take("acl");
        fields.IgnoreRest();
        if (list is not null && !list.IsArray)
        {
            log.Error(MudCodes.Structure, list, "'acl' is not a list.");
            return null;
        }

        return (list?.Children ?? []).All(table.TryAdd) ? table : null;
    }

    public bool Has(string name) => _lists.ContainsKey(name);

    /// <returns>Null where the file must be refused.</returns>
    public MudAcl? Read(string name, bool fromDevice)
    {
        _used.Add(name);
        if (!_read.TryGetValue((name, fromDevice), out var acl))
        {
            acl = ReadList(_lists[name], name, fromDevice);
            if (acl is not null)
            {
                _read[(name, fromDevice)] = acl;
            }
        }

        return acl;
    }

    /// <summary>A list whose entries stand in the policy itself.</summary>
    /// <returns>Null where the file must be refused.</returns>
    public MudAcl? ReadInPolicy(PositionedNode item, string name, bool fromDevice) => ReadList(item, name, fromDevice);

    public void ReportUnused()
    {
        foreach (var (name, node) in _lists.Where(l => !_used.Contains(l.Key)))
        {
            _log.Info(MudCodes.UnusedAcl, node, $"No policy names the access list '{name}'.");
        }
    }

    private bool TryAdd(PositionedNode node)
    {
        var name = node.Member("name") ?? node.Member("ietf-access-control-list:name") ?? node.Member("acl-name");
        if (name is not { IsString: true, Text.Length: > 0 })
        {
            _log.Error(MudCodes.Structure, node, "An access list has no name.");
            return false;
        }

        if (name.Text.Length > 64)
        {
            _log.Repair(MudCodes.Structure, name, "The name of an access list has at most 64 characters.", MudRepairs.AclName);
        }

        if (!_lists.TryAdd(name.Text, node))
        {
            _log.Error(MudCodes.DuplicateAcl, name, $"Two access lists are called '{Leaves.Quote(name)}'; which one a policy means is unknown.");
            return false;
        }

        return true;
    }

    private MudAcl? ReadList(PositionedNode node, string name, bool fromDevice)
    {
        var fields = new ObjectReader(node, "ietf-access-control-list", _log);
        fields.Take("name", null, new Alias("acl-name", MudRepairs.DraftAclName));
        var type = ReadType(fields);
        var container = fields.Take("aces", null, new Alias("access-list-entries", MudRepairs.DraftEntries));
        var entries = container is { IsObject: true } ? new ObjectReader(container, "ietf-access-control-list", _log).Take("ace") : null;
        fields.IgnoreRest();
        if ((container is not null && !container.IsObject) || (entries is not null && !entries.IsArray))
        {
            _log.Error(MudCodes.Structure, container ?? node, $"The entries of '{name}' are not a list below 'aces' and 'ace'.");
            return null;
        }

        var items = entries?.Children ?? [];
        _aces += items.Count;
        if (_aces > MaxAces)
        {
            _log.Error(MudCodes.TooLarge, node, $"The file has more than {MaxAces} entries.");
            return null;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var leftOut = new List<string>();
        var aces = items.Select((item, i) => AceReader.Read(item, i, type, fromDevice, names, leftOut, _log)).OfType<MudAce>().ToList();
        return new MudAcl(name, type, aces, leftOut);
    }

    private MudAclType ReadType(ObjectReader fields)
    {
        var node = fields.Take("type", null, new Alias("acl-type", MudRepairs.DraftAclType));
        var identity = Leaves.Identity(node);
        MudAclType? type = identity switch
        {
            "ipv4-acl-type" or "ipv4-acl" => MudAclType.IPv4,
            "ipv6-acl-type" or "ipv6-acl" => MudAclType.IPv6,
            "eth-acl-type" or "ethernet-acl-type" or "eth-acl" => MudAclType.Ethernet,
            not null when identity.StartsWith("mixed-", StringComparison.Ordinal) => MudAclType.Mixed,
            _ => null,
        };
        if (type is null)
        {
            _log.Repair(
                MudCodes.AclType, node ?? fields.Node, "The access list has no type of RFC 8519; its entries are taken as they are.", MudRepairs.DefaultAclType);
        }
        else if (identity is "ethernet-acl-type")
        {
            _log.Repair(MudCodes.AclType, node!, "The type is called 'eth-acl-type'.", MudRepairs.EthernetAclType);
        }
        else if (type == MudAclType.Mixed && identity is not ("mixed-eth-ipv4-acl-type" or "mixed-eth-ipv6-acl-type" or "mixed-eth-ipv4-ipv6-acl-type"))
        {
            _log.Repair(MudCodes.AclType, node!, "The type is called 'mixed-eth-ipv4-ipv6-acl-type'.", MudRepairs.DraftAclType);
        }
        else if (identity!.EndsWith("-acl", StringComparison.Ordinal))
        {
            _log.Repair(MudCodes.AclType, node!, $"The type is called '{identity}-type'.", MudRepairs.DraftAclType);
        }

        return type ?? MudAclType.Mixed;
    }
}
