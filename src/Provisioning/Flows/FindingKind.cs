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

    /// <summary>The host's hardware address goes out of the home in the clear, where it names the thing for good.</summary>
    HardwareAddress,

    /// <summary>A rule's or the host's counter says that packets were dropped; where to is not known.</summary>
    Dropped,
}
