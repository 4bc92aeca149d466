using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>Attempts of one kind to come in in a device's name.</summary>
/// <param name="Device">The device's id, as the caller gave it: not known here, perhaps.</param>
/// <param name="At">The latest of them.</param>
/// <param name="Protocol"><c>cwmp</c> or <c>usp</c>.</param>
/// <param name="Mechanism"><c>none</c>, <c>digest</c>, <c>basic</c>, <c>certificate</c>, <c>other</c>.</param>
/// <param name="Result"><c>accepted</c>, <c>challenged</c> (and not answered), <c>refused</c>.</param>
/// <param name="Reason">A word: <c>wrong</c>, <c>locked</c>, <c>closed</c>, <c>unknown-device</c>…; of an accepted one, what it was trusted as.</param>
public sealed record AccessAttemptResource(
    string Device, DateTimeOffset FirstAt, DateTimeOffset At, long Count, string Address, string Protocol, string Mechanism, AccessResult Result, string Reason)
{
    internal static AccessAttemptResource Of(AccessAttemptRow row) => new(
        row.DeviceKey, row.FirstAt, row.At, row.Count, row.RemoteAddress, row.Protocol.ToString().ToLowerInvariant(), row.Mechanism, row.Result, row.Reason);
}
