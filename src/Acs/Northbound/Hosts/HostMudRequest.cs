using Provisioning.Mud;

namespace Acs.Northbound;

/// <summary>Either may be absent: it stays as it is.</summary>
public sealed record HostMudRequest(string? Url, MudMode? Mode);
