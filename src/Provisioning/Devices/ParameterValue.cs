namespace Provisioning.Devices;

/// <summary>A full parameter path and its value in canonical text (booleans as <c>true</c>/<c>false</c>).</summary>
public readonly record struct ParameterValue(string Path, string Value, ParameterType Type = ParameterType.Unknown);
