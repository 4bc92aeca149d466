namespace Provisioning.Firewall.Linking;

/// <summary>Where packets enter a gateway's rules.</summary>
/// <param name="Out">Tables of rules (<c>Device.Firewall.Chain.1.Rule.</c>) that packets from the LAN enter; empty for chains of our own.</param>
/// <param name="In">Tables of rules that packets to the LAN enter.</param>
internal sealed record FirewallEntry(IReadOnlyList<string> Out, IReadOnlyList<string> In)
{
    /// <summary>No level or policy is in force: our own chains, which no rule calls, are entered by themselves.</summary>
    public static FirewallEntry OwnChains { get; } = new([], []);

    public bool IsOwn => Out.Count == 0 && In.Count == 0;
}
