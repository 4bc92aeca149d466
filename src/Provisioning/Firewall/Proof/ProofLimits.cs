namespace Provisioning.Firewall.Proof;

/// <summary>How far a proof goes before it gives up: a file is of a stranger's making.</summary>
public sealed record ProofLimits(long MaxPackets, TimeSpan MaxTime)
{
    /// <summary>For a server that has other things to do. The largest real file known takes a fraction of it.</summary>
    public static ProofLimits Default { get; } = new(1_000_000, TimeSpan.FromSeconds(5));
}
