namespace Provisioning.Storage.Rows;

/// <summary>A model as it was when all warnings were last held against it; one that is not here is new, or says something else of itself now.</summary>
public sealed class WarnedSubjectRow
{
    /// <summary>SHA-256 of its facts, hex.</summary>
    public required string Facts { get; set; }

    public DateTimeOffset At { get; set; }
}
