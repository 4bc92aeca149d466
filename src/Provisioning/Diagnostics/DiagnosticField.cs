using Provisioning.Devices;

namespace Provisioning.Diagnostics;

/// <summary>An input of a diagnostic.</summary>
/// <param name="Name">In the API.</param>
/// <param name="Parameter">In the data model, below the diagnostic's object; the same as an argument of the command.</param>
/// <param name="Type">String or UnsignedInt.</param>
/// <param name="Default">Null: not sent unless it is given, so that gateways without it take the rest.</param>
/// <param name="Least">Of a number.</param>
/// <param name="Most">Of a number; of a string its length.</param>
internal sealed record DiagnosticField(
    string Name, string Parameter, ParameterType Type, string? Default = null, bool Required = false, long Least = 0, long Most = 256);
