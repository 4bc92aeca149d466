namespace Provisioning.Flows;

/// <summary>What is wrong with a flow. One flow may be several.</summary>
public enum FindingKind
{
    /// <summary>Nobody lets it through: neither the manufacturer's file nor anybody else.</summary>
    Undeclared,

    /// <summary>ISP, subscriber or a profile of the community forbid it, and it was tried. It says nothing against the model.</summary>
    Forbidden,

    /// <summary>A protocol without encryption, to or from outside the home.</summary>
    PlainText,

    /// <summary>Names are asked of somebody else than the home's resolvers (RFC 9726).</summary>
    DnsBypass,
}
