using Provisioning.Mud;

namespace Provisioning.Firewall.Compilation;

/// <summary>What became of one host.</summary>
/// <param name="Policy">Null: no rules of its own now.</param>
/// <param name="KeepsPrevious">The rules that it has stay as they are.</param>
/// <param name="IsUnfinished">Something must be found out first: try again.</param>
internal sealed record HostOutcome(
    string Mac,
    MudHostState State,
    string? Reason,
    FirewallPolicy? Policy = null,
    bool KeepsPrevious = false,
    bool IsUnfinished = false)
{
    /// <summary>Of the internet as a whole, by the gateway's access control.</summary>
    public bool IsShutOut { get; init; }
}
