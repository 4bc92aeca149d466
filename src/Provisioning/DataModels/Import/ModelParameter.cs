using Provisioning.Devices;

namespace Provisioning.DataModels.Import;

/// <summary>One parameter of an imported data model.</summary>
/// <param name="Path">Template: <c>Device.WiFi.SSID.{i}.SSID</c>.</param>
/// <param name="Description">The author's text without markup, shortened; empty where there is none.</param>
public sealed record ModelParameter(string Path, ParameterType Type, bool Writable, bool Hidden, string Description);
