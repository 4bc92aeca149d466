namespace Provisioning.Warnings;

public enum WarningKind
{
    /// <summary>CSAF 2.0.</summary>
    Advisory,

    /// <summary>A mitigation request (RFC 9132 §4.4.1, RFC 9066).</summary>
    Mitigation,
}
