using Provisioning.DesiredState;
using Provisioning.Devices;

namespace Provisioning.Firewall;

/// <summary>
/// Ties a policy to one gateway: where packets enter there (Level, Policy, or a chain of our own), which rows are ours,
/// and what is switched last. Also says which dialect the gateway speaks.
/// </summary>
public static class FirewallLinker
{
    /// <summary>By what discovery found, never by a version that the gateway claims.</summary>
    public static FirewallDialect DialectOf(Capabilities capabilities, ReportedParameters reported) =>
        throw new NotSupportedException("skeleton");

    /// <summary>The firewall layer of the device's desired state.</summary>
    public static DesiredLayer Link(FirewallPolicy policy, Capabilities capabilities, ReportedParameters reported) =>
        throw new NotSupportedException("skeleton");
}
