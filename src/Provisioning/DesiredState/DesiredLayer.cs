namespace Provisioning.DesiredState;

/// <summary>What one layer declares for one device. Stored as JSON, replaced whole.</summary>
/// <param name="Hash">Of the content: says at a glance whether anything changed.</param>
public sealed record DesiredLayer(
    string Name,
    string Hash,
    IReadOnlyDictionary<string, DesiredValue> Values,
    IReadOnlyList<DesiredObject> Objects,
    IReadOnlyList<OwnedRows> Owned);
