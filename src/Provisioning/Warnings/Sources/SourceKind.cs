namespace Provisioning.Warnings.Sources;

/// <summary>By which way a source warns.</summary>
public enum SourceKind
{
    /// <summary>Advisories, fetched from a CSAF provider or handed in with the source's key.</summary>
    Csaf,

    /// <summary>Mitigation requests over a DOTS signal channel.</summary>
    Dots,

    /// <summary>Advisories with flows to block, handed in with the source's key.</summary>
    Api,
}
