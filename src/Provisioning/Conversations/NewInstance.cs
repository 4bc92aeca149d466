using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>An instance to create in <paramref name="Table"/> (<c>Device.A.</c>) with first values.</summary>
/// <param name="Values">Names relative to the instance (<c>Enable</c>), not full paths.</param>
public sealed record NewInstance(string Table, IReadOnlyList<ParameterValue> Values);
