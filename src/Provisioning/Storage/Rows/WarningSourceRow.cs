using Provisioning.Warnings.Sources;

namespace Provisioning.Storage.Rows;

/// <summary>Somebody outside who may warn: what about, and what may be asked for.</summary>
public sealed class WarningSourceRow
{
    public Guid Id { get; set; }

    /// <summary>Unique; what subscribers read.</summary>
    public required string Name { get; set; }

    public SourceKind Kind { get; set; }

    /// <summary>What it may speak about, as <see cref="SourceScope"/> writes it, one a line.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>It may ask that a destination be blocked.</summary>
    public bool MayBlockDestination { get; set; }

    /// <summary>It may ask that a flow (peer with protocol or ports, either way) be blocked.</summary>
    public bool MayBlockFlow { get; set; }

    /// <summary>It may ask that a host be kept from everybody. Only when the ISP says so.</summary>
    public bool MayIsolate { get; set; }

    /// <summary>What it asks for becomes a rule of the ISP without a person, where it is sure what it speaks of.</summary>
    public bool AutoAccept { get; set; }

    /// <summary>No mitigation that it asks for holds longer.</summary>
    public int MaxLifetimeHours { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>CSAF: its provider-metadata.json; documents come from the same host only.</summary>
    public string? MetadataUrl { get; set; }

    /// <summary>SHA-256 of its own API key, hex; null: it has none.</summary>
    public string? KeyHash { get; set; }

    public required string AddedBy { get; set; }

    public DateTimeOffset AddedAt { get; set; }

    /// <summary>When it was last asked for advisories.</summary>
    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>Why that failed, for a person; null when it did not.</summary>
    public string? Failure { get; set; }
}
