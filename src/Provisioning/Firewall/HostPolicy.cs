using Provisioning.Mud;

namespace Provisioning.Firewall;

/// <summary>What a host may do, all layers considered.</summary>
/// <param name="Policy">Null: it is held to nothing that is known.</param>
/// <param name="WhyNot">Why there is none.</param>
public sealed record HostPolicy(string Mac, MudMode Mode, ComposedPolicy? Policy, string? WhyNot)
{
    public string? Url { get; init; }

    /// <summary>Of the file's content, hex.</summary>
    public string? Sha256 { get; init; }
}
