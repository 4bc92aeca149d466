using System.Globalization;
using CpeSimulator.DataModels;
using CpeSimulator.Usp;

namespace CpeSimulator.BulkData;

/// <summary>An enabled row of <c>Device.BulkData.Profile.</c>, as it is now.</summary>
/// <param name="Format">ReportFormat; the encoding follows from it.</param>
/// <param name="Retained">NumberOfRetainedFailedReports.</param>
internal sealed record ReportProfile(
    string Path, string Protocol, TimeSpan Interval, string Format, int Retained, IReadOnlyList<string> References,
    string Url, string Username, string Password, string Compression, string Method)
{
    public static IReadOnlyList<ReportProfile> Enabled(DataModel model) => model.Atomically<IReadOnlyList<ReportProfile>>(() =>
    {
        var bulk = model.Root.Singletons["BulkData"];
        return model.ValueOf(bulk, "Enable") != "true" ? [] : [.. bulk.Tables["Profile"].Rows.Where(r => model.ValueOf(r, "Enable") == "true").Select(r => Of(model, r))];
    });

    /// <summary>What the references name now; the rest is filtered out.</summary>
    public static IReadOnlyList<ParameterReading> Collect(DataModel model, IReadOnlyList<string> references) =>
        [.. model.Read("Device.").Where(v => references.Any(r => PathPattern.Matches(r, v.Path)))];

    private static ReportProfile Of(DataModel model, ObjectNode row)
    {
        string V(string name) => model.ValueOf(row, name);
        string Http(string name) => model.ValueOf(row.Singletons["HTTP"], name);
        var retained = int.Parse(V("NumberOfRetainedFailedReports"), CultureInfo.InvariantCulture);
        return new ReportProfile(
            row.Path,
            V("Protocol"),
            TimeSpan.FromSeconds(long.Parse(V("ReportingInterval"), CultureInfo.InvariantCulture)),
            model.ValueOf(row.Singletons[V("EncodingType") + "Encoding"], "ReportFormat"),
            retained < 0 ? 100 : retained,
            [.. row.Tables["Parameter"].Rows.Select(p => model.ValueOf(p, "Reference")).Where(r => r.Length > 0)],
            Http("URL"), Http("Username"), Http("Password"), Http("Compression"), Http("Method"));
    }
}
