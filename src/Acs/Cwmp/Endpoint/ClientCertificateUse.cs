namespace Acs.Cwmp.Endpoint;

internal enum ClientCertificateUse
{
    /// <summary>Not asked for.</summary>
    Off,

    /// <summary>Asked for; a gateway without one shows a password.</summary>
    Optional,

    /// <summary>An Inform without a trusted one is refused.</summary>
    Required,
}
