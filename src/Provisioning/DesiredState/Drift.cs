using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>A value that is declared and not reported so.</summary>
/// <param name="Path">On the gateway; where the row is not there yet, its table and key.</param>
/// <param name="Reported">Null: nothing is reported there.</param>
/// <param name="Layer">Which layer wants it.</param>
public sealed record Drift(string Path, string Wanted, string? Reported, string Layer, string Because)
{
    /// <summary>Everything in which the gateway differs from what is declared. Secrets read back empty and are not compared.</summary>
    public static IReadOnlyList<Drift> Of(DesiredDevice desired, ReportedParameters reported)
    {
        var rows = MatchedRows.Of(desired, reported);
        var values = desired.Values.Select(v => (Path: ObjectReference.Resolve(v.Key, rows.Instances) ?? v.Key, v.Value)).Concat(desired.Objects
            .Where(o => rows.Instances.ContainsKey(o.Key))
            .SelectMany(o => o.Values.Concat(o.Switch).Select(v => (Path: rows.Instances[o.Key] + v.Key, v.Value))));
        return
        [
            .. values.Where(v => !HiddenParameters.IsHidden(v.Path))
                .Select(v => new Drift(v.Path, ObjectReference.Resolve(v.Value.Value, rows.Instances) ?? v.Value.Value, reported.Value(v.Path), v.Value.Layer, v.Value.Because))
                .Where(d => !CanonicalValue.Same(d.Wanted, d.Reported, TypeOf(desired, d.Path, reported))),
            .. rows.Missing.Select(o => new Drift($"{ObjectReference.Resolve(o.Table, rows.Instances) ?? o.Table} ({o.Key})", "a row", null, o.Values.Values.FirstOrDefault()?.Layer ?? "", o.Values.Values.FirstOrDefault()?.Because ?? "")),
        ];
    }

    private static ParameterType TypeOf(DesiredDevice desired, string path, ReportedParameters reported) =>
        desired.Values.TryGetValue(path, out var value) ? value.Type : reported.Find(path)?.Type ?? ParameterType.String;
}
