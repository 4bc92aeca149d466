using System.Net;

namespace Provisioning.Mud.Names;

/// <param name="TimeToLive">The shortest of the answer's addresses.</param>
/// <param name="Failure">Why there is no answer; what was known then stays. Null also for a name without addresses.</param>
internal sealed record NameAnswer(IReadOnlyList<IPAddress> Addresses, TimeSpan TimeToLive, string? Failure);
