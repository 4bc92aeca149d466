namespace CpeSimulator.Manufacturer;

/// <summary>What a maker's server does wrong with a file.</summary>
public enum ServingFault
{
    None,

    /// <summary>404.</summary>
    Missing,

    /// <summary>Nobody knows the authority of its TLS certificate.</summary>
    UnknownAuthority,

    /// <summary>More than a MiB.</summary>
    Oversize,

    /// <summary>The signature is one of other bytes.</summary>
    ForgedSignature,

    /// <summary>The signature holds, but nobody knows its signer's authority.</summary>
    ForeignSigner,

    /// <summary>The signature is not there.</summary>
    MissingSignature,

    /// <summary>A hotel's login page in place of the file.</summary>
    WebPage,

    /// <summary>Signed well, and of a mud-version that nobody knows.</summary>
    UnknownVersion,

    /// <summary>Redirects to http.</summary>
    PlainHttp,

    /// <summary>Takes the request and says nothing.</summary>
    Silent,
}
