using System.Net;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall.Proof;
using Provisioning.Mud;
using Provisioning.Mud.Community;
using Provisioning.Mud.Model;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Compilation;

/// <summary>All that one gateway's firewall is worked out from.</summary>
/// <param name="Files">By URL.</param>
/// <param name="Names">DNS name to addresses that count now.</param>
/// <param name="MaxRules">More rules than this of one host are not written.</param>
/// <param name="Previous">The firewall layer as stored, or null.</param>
internal sealed record GatewayFacts(
    ReportedParameters Reported,
    Capabilities Capabilities,
    IReadOnlyList<HostRow> Hosts,
    IReadOnlyDictionary<string, MudFileRow> Files,
    IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> Names,
    DesiredLayer? Previous,
    bool Strict,
    int MaxRules)
{
    /// <summary>What holds now of ISP and subscriber, for this home or every home.</summary>
    public IReadOnlyList<PolicyEntryRow> Entries { get; init; } = [];

    /// <summary>Profiles of the community that count, by MUD URL; null: one that cannot be read.</summary>
    public IReadOnlyDictionary<string, ProfileInForce?> Profiles { get; init; } = new Dictionary<string, ProfileInForce?>(StringComparer.Ordinal);

    /// <summary>Each policy is proved before it counts, within these limits; null: none is.</summary>
    public ProofLimits? Proof { get; init; }

    /// <summary>Rules that drop say so in the gateway's log.</summary>
    public bool LogDrops { get; init; }

    /// <summary>Which hosts keep their addresses.</summary>
    public AddressPins Pins { get; init; } = AddressPins.WhereRulesNeedIt;

    /// <summary>Which hosts are shut out where there are no rules.</summary>
    public AccessControlUse AccessControl { get; init; } = AccessControlUse.Blocked;

    /// <summary>Optional objects of the layer that the gateway refused, and why.</summary>
    public IReadOnlyDictionary<string, string> Forgone { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Files are parsed once where many homes share them.</summary>
    public Func<byte[], MudFile?> Parser { get; init; } = content => MudParser.Parse(content).File;

    /// <summary>What the proof is there to watch.</summary>
    public Func<CompileInput, FirewallPolicy> Compiler { get; init; } = FirewallCompiler.Compile;

    /// <summary>Measures the proof's time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Rules are wanted of this host.</summary>
    public bool IsWanted(HostRow host) => HostPlan.Of(host, Entries).IsWanted;
}
