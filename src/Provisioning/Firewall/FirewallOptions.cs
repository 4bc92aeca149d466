namespace Provisioning.Firewall;

/// <summary><c>Acs:Firewall</c>.</summary>
public sealed class FirewallOptions
{
    public const string Section = "Acs:Firewall";

    public const int MostRules = 100_000;

    /// <summary>Entries towards the device that only mirror an entry from it do not let others open connections.</summary>
    public bool Strict { get; set; }

    /// <summary>
    /// A file that makes more rules than this on a gateway is not applied there, 1 to 100000: a MUD file is of a stranger's
    /// making, and each rule is a row on a small machine.
    /// </summary>
    public int MaxRulesPerHost { get; set; } = 2000;

    /// <summary>
    /// Before a host's new rules count, they are held against its MUD file by an evaluator that shares no code with parser and compiler.
    /// Where they differ and no approximation names it, the host keeps the rules that it has.
    /// </summary>
    public bool Prove { get; set; }

    /// <summary>Rules that drop have <c>Log</c> set: where the gateway keeps a log of them, misbehaviour is found out without being let through.</summary>
    public bool LogDrops { get; set; }

    /// <summary>Which hosts keep the address that their rules know them by.</summary>
    public AddressPins PinAddresses { get; set; } = AddressPins.WhereRulesNeedIt;

    /// <summary>Which hosts are shut out of the internet at a gateway that has no firewall rules, and knows access control.</summary>
    public AccessControlUse AccessControl { get; set; } = AccessControlUse.Blocked;

    /// <summary>
    /// A gateway that is not heard of for so long after it should have been, once a changed firewall was brought to it, counts as lost: the
    /// firewall before is declared again.
    /// </summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// More gateways than these, and more than one in twenty of those that have a changed firewall, silent at once: an outage, in which each
    /// of them is given <see cref="LostAfter"/> more. 1 or more.
    /// </summary>
    public int LostAtOnce { get; set; } = 20;

    /// <summary>What is done when somebody changed the declared firewall at the gateway.</summary>
    public DriftPolicy Drift { get; set; } = DriftPolicy.Repair;
}
