using System.Linq.Expressions;
using Provisioning.Mud;
using Provisioning.Mud.Versions;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>One content of a MUD file.</summary>
/// <param name="FetchedAt">When it came first.</param>
/// <param name="SignatureDetail">The signer, or why the signature does not hold.</param>
/// <param name="InForceAt">When it took effect last; null: it never did.</param>
/// <param name="Gained">Flows that it lets through and the content in force when it came did not; null: not compared.</param>
/// <param name="WaitsBecause">Why a person must approve it; null when none must.</param>
/// <param name="DecidedBy">Who approved, refused, restored or brought it.</param>
public sealed record MudVersionResource(
    string Sha256,
    MudVersionState State,
    DateTimeOffset FetchedAt,
    DateTimeOffset? LastUpdate,
    MudSignatureState Signature,
    string? SignatureDetail,
    DateTimeOffset? InForceAt,
    int? Gained,
    int? Lost,
    string? WaitsBecause,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Reason)
{
    /// <summary>Without the content, which may be a mebibyte.</summary>
    public static Expression<Func<MudFileVersionRow, MudVersionResource>> Of { get; } = v => new MudVersionResource(
        v.Sha256, v.State, v.FetchedAt, v.LastUpdate, v.Signature, v.SignatureDetail, v.InForceAt, v.Gained, v.Lost, v.WaitsBecause, v.DecidedBy, v.DecidedAt, v.Reason);
}
