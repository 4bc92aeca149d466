namespace CpeSimulator.Firewalls;

/// <summary>A decision and how it came about.</summary>
/// <param name="Rules">Paths of the rules on the way: the calls first, the rule that decided last; empty where none did.</param>
/// <param name="Why">In words: <c>rule</c>, <c>default policy of Device.Firewall.Level.1.</c>, <c>bridged</c> …</param>
public sealed record Verdict(FirewallAction Action, IReadOnlyList<string> Rules, string Why)
{
    public bool Passes => Action == FirewallAction.Accept;
}
