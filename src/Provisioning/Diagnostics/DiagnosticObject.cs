using Provisioning.Conversations;
using Provisioning.DataModels.Capabilities;
using Provisioning.Devices;

namespace Provisioning.Diagnostics;

/// <summary>Where a diagnostic lives in a gateway's data model, and how it is begun there over either protocol.</summary>
internal static class DiagnosticObject
{
    public const string State = "DiagnosticsState";

    private const string Requested = "Requested";

    /// <summary>Path of the object with its dot; null: the data model has none. From the maps in <c>schemas/capabilities</c>.</summary>
    public static string? Path(string kind, string root)
    {
        var map = CapabilityMaps.Standard(root);
        return map.Diagnostics?.GetValueOrDefault(kind) is { } path ? map.Root + path : null;
    }

    /// <summary>CWMP: the inputs, and last the state that begins it (TR-181 DiagnosticsState).</summary>
    public static Operation.WriteValues Write(Guid id, string path, string kind, IReadOnlyDictionary<string, string> inputs) => new(
        id,
        [
            .. Given(kind, inputs).Select(f => new ParameterValue(path + f.Field.Parameter, f.Value, f.Field.Type)),
            new ParameterValue(path + State, Requested, ParameterType.String),
        ],
        id.ToString("N"));

    /// <summary>USP: the command of the same name.</summary>
    public static Operation.Command Command(Guid id, string path, string kind, IReadOnlyDictionary<string, string> inputs) => new(
        id, path.TrimEnd('.') + "()", id.ToString("N"), Given(kind, inputs).ToDictionary(f => f.Field.Parameter, f => f.Value, StringComparer.Ordinal));

    private static IEnumerable<(DiagnosticField Field, string Value)> Given(string kind, IReadOnlyDictionary<string, string> inputs) =>
        from field in DiagnosticFields.Of(kind)
        where field.Parameter.Length > 0 && inputs.ContainsKey(field.Name)
        select (field, inputs[field.Name]);
}
