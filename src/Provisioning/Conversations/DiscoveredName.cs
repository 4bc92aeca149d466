using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>
/// A name that discovery found. Instances are full paths (CWMP GetParameterNames, USP GetInstances); supported but empty
/// tables and parameters come as templates with <c>{i}</c> (USP GetSupportedDM). Commands end with <c>()</c>, events with <c>!</c>.
/// </summary>
public readonly record struct DiscoveredName(string Path, bool Writable, ParameterType Type = ParameterType.Unknown);
