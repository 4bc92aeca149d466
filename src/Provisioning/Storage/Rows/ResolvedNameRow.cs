using Provisioning.Mud.Names;

namespace Provisioning.Storage.Rows;

/// <summary>A DNS name that MUD files use, with the addresses that are still handed out (RFC 9726).</summary>
public sealed class ResolvedNameRow
{
    /// <summary>Lower case, without trailing dot; the key.</summary>
    public required string Name { get; set; }

    /// <summary>JSON: address to the time until which it counts.</summary>
    public string Addresses { get; set; } = "{}";

    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>When to ask again.</summary>
    public DateTimeOffset DueAt { get; set; }

    public string? Failure { get; set; }

    public NameBehaviour Behaviour { get; set; }

    /// <summary>JSON of <see cref="NameHistory"/>: the last resolutions, bounded.</summary>
    public string? History { get; set; }

    /// <summary>Seconds, of the last answer.</summary>
    public int? TimeToLive { get; set; }

    /// <summary>When gateways were last compiled because of this name.</summary>
    public DateTimeOffset? CompiledAt { get; set; }

    /// <summary>A churning name has changed, and gateways are compiled again then; null: nothing is owed.</summary>
    public DateTimeOffset? CompileDueAt { get; set; }
}
