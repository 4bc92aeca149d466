namespace Provisioning.Devices;

/// <summary>One parameter as last reported.</summary>
/// <param name="Writable">Null until discovery said so.</param>
public sealed record ReportedParameter(
    string Path,
    string Value,
    ParameterType Type,
    bool? Writable,
    DateTimeOffset ReportedAt);
