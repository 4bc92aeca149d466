using System.Net;
using Provisioning.Firewall;
using Provisioning.Mud.Composition;

namespace Acs.Commands;

/// <summary>What <c>mud compile</c> and <c>mud explain</c> are told about the network that a file is compiled for.</summary>
internal sealed class MudOptions
{
    /// <summary>Documentation values (RFC 7042 §2.1.2), where the command line names no host.</summary>
    public const string DefaultMac = "00:00:5e:00:53:14";
    public const string DefaultAddress = "192.168.1.20";
    public const string DefaultLan = "192.168.1.0/24";

    public List<string> Files { get; } = [];

    public FirewallDialect Dialect { get; set; } = FirewallDialect.Tr181V18;

    public bool Strict { get; set; }

    /// <summary>Lower case with colons. Null: the host is known by its addresses only.</summary>
    public string? HostMac { get; set; }

    public List<IPAddress> HostAddresses { get; } = [];

    public List<IPNetwork> Lan { get; } = [];

    public Dictionary<string, IReadOnlyList<IPAddress>> Controllers { get; } = new(StringComparer.Ordinal);

    public List<KeyValuePair<string, IReadOnlyList<IPAddress>>> Peers { get; } = [];

    /// <summary>Names that are fixed; an empty list does not resolve.</summary>
    public Dictionary<string, IReadOnlyList<IPAddress>> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>What ISP and subscriber say about the host.</summary>
    public List<PolicyEntry> Entries { get; } = [];

    /// <summary>The path of a community profile, a MUD file: what it does not let through does not pass.</summary>
    public string? Community { get; set; }

    public bool Json { get; set; }

    /// <summary>Hold the rules against the file, by an evaluator that shares nothing with the compiler.</summary>
    public bool Prove { get; set; }

    public string? Packet { get; set; }

    /// <summary>True when no host address was given and the documented one stands in.</summary>
    public bool AddressAssumed { get; private set; }

    /// <summary>Fills in what was not given.</summary>
    public void Complete()
    {
        if (HostAddresses.Count == 0)
        {
            HostMac ??= DefaultMac;
            HostAddresses.Add(IPAddress.Parse(DefaultAddress));
            AddressAssumed = true;
        }

        if (Lan.Count == 0)
        {
            Lan.Add(IPNetwork.Parse(DefaultLan));
        }
    }
}
