using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>A value that must hold, and which layer says so.</summary>
/// <param name="Value">
/// Canonical text. <c>{ref:KEY}</c> stands for the instance path (without trailing dot) of the desired object with that
/// key, known only once the gateway has made it.
/// </param>
/// <param name="Because">For a person: file and ACE, profile, operator.</param>
public sealed record DesiredValue(string Value, ParameterType Type, string Layer, string Because = "");
