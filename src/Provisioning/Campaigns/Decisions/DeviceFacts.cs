using Provisioning.Devices;

namespace Provisioning.Campaigns;

/// <summary>What a decision needs to know of a gateway.</summary>
/// <param name="Key">As everywhere outside.</param>
/// <param name="OtherAuthor">Who else has a firmware declared for it; null: nobody.</param>
/// <param name="BegunAt">When it accepted the download of the present attempt; null: it has not.</param>
/// <param name="TransferredAt">When it said that the transfer of the present attempt is done.</param>
/// <param name="Mud">Where a version of a MUD file is rolled out.</param>
public sealed record DeviceFacts(
    string Key,
    string Oui,
    string ProductClass,
    string? Manufacturer,
    string? SoftwareVersion,
    DeviceStatus Status,
    string? TimeZone,
    DateTimeOffset? LastContactAt,
    ConvergenceState Convergence,
    string? ConvergenceReason,
    string? OtherAuthor = null,
    DateTimeOffset? BegunAt = null,
    DateTimeOffset? TransferredAt = null,
    MudStanding? Mud = null);
