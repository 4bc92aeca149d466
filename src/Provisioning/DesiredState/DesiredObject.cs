namespace Provisioning.DesiredState;

/// <summary>
/// An instance that must exist in a table, whatever number the gateway gives it. A reported row is this object when all
/// <paramref name="IdentifiedBy"/> values agree.
/// </summary>
/// <param name="Key">Unique within the desired state of a device; what <c>{ref:KEY}</c> and child tables name.</param>
/// <param name="Table">
/// The table, <c>Device.Firewall.Chain.</c>, or below another desired object: <c>{ref:KEY}.Rule.</c>.
/// </param>
/// <param name="IdentifiedBy">Parameter names (relative) and values by which to find it, for example Name or Description.</param>
/// <param name="Values">Written when it is made, and kept true. Includes the identifying ones.</param>
/// <param name="Switch">
/// Values that put it to use, written in one atomic write only when every desired object has been made and read back
/// with its values right (make before break).
/// </param>
public sealed record DesiredObject(
    string Key,
    string Table,
    IReadOnlyDictionary<string, string> IdentifiedBy,
    IReadOnlyDictionary<string, DesiredValue> Values,
    IReadOnlyDictionary<string, DesiredValue> Switch)
{
    /// <summary>Good to have: made when all else is as declared, and gone without where the gateway refuses it.</summary>
    public bool IsOptional { get; init; }
}
