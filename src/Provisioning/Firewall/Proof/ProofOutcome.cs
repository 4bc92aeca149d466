namespace Provisioning.Firewall.Proof;

public enum ProofOutcome
{
    /// <summary>Every packet is decided as the policy says.</summary>
    Equal,

    /// <summary>Every packet that is decided otherwise is covered by an approximation that the policy names.</summary>
    Approximated,

    /// <summary>A packet is decided otherwise, and nothing names it.</summary>
    Different,

    /// <summary>No difference was found, but not all was looked at: a bound was hit, or the file is written in a way that the proof does not read.</summary>
    NotProved,
}
