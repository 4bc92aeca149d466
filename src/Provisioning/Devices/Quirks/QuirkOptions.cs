namespace Provisioning.Devices.Quirks;

/// <summary><c>Acs:Quirks</c>: the ISP's own rules, after those that come with the server; a later one wins.</summary>
public sealed class QuirkOptions
{
    public IList<QuirkRule> Quirks { get; } = [];
}
