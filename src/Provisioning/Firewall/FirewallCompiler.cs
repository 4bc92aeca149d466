namespace Provisioning.Firewall;

/// <summary>MUD file to rules. Pure and deterministic: a small change of the input is a small change of the output.</summary>
public static class FirewallCompiler
{
    /// <summary>One host's policy: its entry rules and chains, ending in an explicit Drop for the host.</summary>
    public static FirewallPolicy Compile(CompileInput input) => throw new NotSupportedException("skeleton");

    /// <summary>Several hosts of one gateway behind the same entry.</summary>
    public static FirewallPolicy Merge(IReadOnlyList<FirewallPolicy> hosts) => throw new NotSupportedException("skeleton");
}
