namespace Provisioning.Firewall;

/// <summary>What is done when somebody changed at the gateway what the firewall layer declares and the gateway had.</summary>
public enum DriftPolicy
{
    /// <summary>It is told, and made as declared again.</summary>
    Repair,

    /// <summary>It is told, the gateway counts as faulted, and its firewall is left alone until a person has it repaired or other rules are declared.</summary>
    Report,
}
