namespace Provisioning.Firewall.Compilation;

/// <summary>Whether a host is shut out of the internet, where that is all that can be said of it.</summary>
/// <param name="Why">For a person.</param>
internal sealed record AccessVerdict(bool IsDenied, string Why, IReadOnlyList<Approximation> Approximations);
