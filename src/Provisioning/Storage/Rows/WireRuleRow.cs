using Provisioning.Wire;

namespace Provisioning.Storage.Rows;

/// <summary>Whose exchanges are recorded: one device, or all that a rule describes.</summary>
public sealed class WireRuleRow
{
    public Guid Id { get; set; }

    public WireRuleKind Kind { get; set; }

    /// <summary>For <see cref="WireRuleKind.Device"/>: its key.</summary>
    public string? DeviceKey { get; set; }

    /// <summary>For <see cref="WireRuleKind.Search"/>: an expression of the search box.</summary>
    public string? Search { get; set; }

    /// <summary>Null: until it is removed.</summary>
    public DateTimeOffset? Until { get; set; }

    public required string Author { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
