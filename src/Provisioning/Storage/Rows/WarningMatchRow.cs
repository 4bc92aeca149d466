using Provisioning.Warnings.Matching;

namespace Provisioning.Storage.Rows;

/// <summary>A model that a warning speaks of: hosts under a MUD URL, or gateways of a product class and version.</summary>
public sealed class WarningMatchRow
{
    public long Id { get; set; }

    public Guid WarningId { get; set; }

    /// <summary>Null: gateways.</summary>
    public string? MudUrl { get; set; }

    /// <summary>Of gateways.</summary>
    public string? Manufacturer { get; set; }

    public string? ProductClass { get; set; }

    public string? SoftwareVersion { get; set; }

    public MatchStatus Status { get; set; }

    public MatchConfidence Confidence { get; set; }

    /// <summary>False: its source may not speak about this; nothing is proposed.</summary>
    public bool InScope { get; set; }

    /// <summary>Why, for a person.</summary>
    public required string Reason { get; set; }
}
