namespace Provisioning.Firewall.Proof;

/// <summary>What the policy says of a packet.</summary>
/// <param name="Allowed">What the rules may do: what is meant, with the named approximations applied. Null in it: decide nothing.</param>
/// <param name="Meant">The same, for people.</param>
/// <param name="CoveredBy">The approximation that concerns it.</param>
internal sealed record StatedVerdict(IReadOnlyCollection<bool?> Allowed, bool? Meant, Approximation? CoveredBy)
{
    /// <summary>Only some of such packets are meant, and of others this is said.</summary>
    public IReadOnlyCollection<bool> Otherwise { get; init; } = [];

    public bool IsDoubtful { get; init; }

    /// <summary>The entry that was not understood, and that may hold it.</summary>
    public string? Unread { get; init; }
}
