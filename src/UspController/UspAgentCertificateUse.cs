namespace UspController;

/// <summary><c>Acs:Usp:Mqtt:TlsAgents:Mode</c>.</summary>
public enum UspAgentCertificateUse
{
    /// <summary>No certificate is asked for.</summary>
    Off,

    /// <summary>Asked for; an agent without one that counts may have a password.</summary>
    Optional,

    /// <summary>Nobody connects without one, on the plain listener either.</summary>
    Required,
}
