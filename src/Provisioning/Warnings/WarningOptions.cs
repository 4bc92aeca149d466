namespace Provisioning.Warnings;

/// <summary><c>Acs:Warnings</c>.</summary>
public sealed class WarningOptions
{
    public const string Section = "Acs:Warnings";

    /// <summary>Hosts that the proposals of one source may reach in 24 hours; beyond, they wait.</summary>
    public int HostsPerDay { get; set; } = 1000;

    /// <summary>How often configured CSAF providers are asked.</summary>
    public TimeSpan FetchEvery { get; set; } = TimeSpan.FromHours(4);
}
