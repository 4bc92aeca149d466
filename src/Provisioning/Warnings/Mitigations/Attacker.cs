namespace Provisioning.Warnings.Mitigations;

/// <summary>From where an attack comes.</summary>
/// <param name="Mac">Null: which host of the home is not known.</param>
/// <param name="MudUrl">Of that host.</param>
/// <param name="Hosts">Hosts that a block reaches.</param>
internal sealed record Attacker(long DeviceId, string? Mac, string? MudUrl, int Hosts);
