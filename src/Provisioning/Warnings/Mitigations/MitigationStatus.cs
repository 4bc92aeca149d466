namespace Provisioning.Warnings.Mitigations;

/// <summary>Where a mitigation is (RFC 9132 §4.4.2).</summary>
/// <param name="Lifetime">Seconds that are left.</param>
/// <param name="Status">1: being set up, which a person's decision is part of; 2: mitigated; 6: terminated.</param>
public sealed record MitigationStatus(uint Mid, DateTimeOffset Start, MitigationScope Scope, int Lifetime, int Status);
