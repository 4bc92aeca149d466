using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Provisioning.DesiredState;
using Provisioning.Devices;

namespace Provisioning.BulkData.Profiles;

/// <summary>
/// Profiles as rows of <c>Device.BulkData.Profile.</c>. What a profile collects is part of its row's key: with other parameters
/// it is another row, built beside the old one, so that no report is half of each.
/// </summary>
internal static class BulkDataLayer
{
    public const string Table = "Device.BulkData.Profile.";
    private const string Ours = "acs-";

    /// <param name="key">The parameter by which rows are known: Alias or Name.</param>
    /// <param name="speaksUsp">The gateway can push.</param>
    /// <param name="collector">Where it posts otherwise.</param>
    /// <returns>May be of nothing: then rows of ours that are left are removed.</returns>
    public static DesiredLayer Of(IEnumerable<BulkDataProfile> profiles, string key, bool speaksUsp, string collector, long deviceId)
    {
        var values = new Dictionary<string, DesiredValue>(StringComparer.Ordinal);
        var objects = new List<DesiredObject>();
        foreach (var profile in profiles.Where(p => speaksUsp || p.Plan.Protocol != BulkDataProtocol.Usp).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            Add(profile, key, speaksUsp && profile.Plan.Protocol != BulkDataProtocol.Http, collector, deviceId, values, objects);
        }

        if (objects.Count > 0)
        {
            values["Device.BulkData.Enable"] = new DesiredValue("true", ParameterType.Boolean, Layer.BulkData, "A bulk data profile is declared.");
        }

        return DesiredHash.Layer(Layer.BulkData, values, objects, [new OwnedRows(Table, key, Ours)]);
    }

    private static void Add(
        BulkDataProfile profile, string key, bool pushes, string collector, long deviceId, Dictionary<string, DesiredValue> values, List<DesiredObject> objects)
    {
        var (name, plan) = profile;
        var id = $"bulkdata:{name}";
        var isJson = plan.Format is BulkDataFormat.NameValuePair or BulkDataFormat.ObjectHierarchy;
        var row = new Dictionary<string, DesiredValue>(StringComparer.Ordinal)
        {
            [key] = Text($"{Ours}{name}-{Hash(plan.References)}"),
            ["Protocol"] = Text(pushes ? "USPEventNotif" : "HTTP"),
            ["EncodingType"] = Text(isJson ? "JSON" : "CSV"),
            ["ReportingInterval"] = new DesiredValue(
                plan.IntervalSeconds.ToString(CultureInfo.InvariantCulture), ParameterType.UnsignedInt, Layer.BulkData, $"Profile {name}."),
        };
        objects.Add(new DesiredObject(
            id, Table, Identity(key, row[key].Value), row,
            new Dictionary<string, DesiredValue>(StringComparer.Ordinal) { ["Enable"] = new("true", ParameterType.Boolean, Layer.BulkData, $"Profile {name}.") }));
        foreach (var (at, reference) in plan.References.Index())
        {
            objects.Add(new DesiredObject(
                $"{id}:{at}", $"{ObjectReference.To(id)}.Parameter.", Identity("Reference", reference),
                new Dictionary<string, DesiredValue>(StringComparer.Ordinal) { ["Reference"] = Text(reference) },
                new Dictionary<string, DesiredValue>(StringComparer.Ordinal)));
        }

        Below(isJson ? "JSONEncoding.ReportFormat" : "CSVEncoding.ReportFormat", plan.Format.ToString());
        Below(isJson ? "JSONEncoding.ReportTimestamp" : "CSVEncoding.RowTimestamp", "Unix-Epoch");
        if (!pushes)
        {
            Below("HTTP.URL", collector);
            Below("HTTP.Username", BulkDataCredentials.Username(deviceId));
            Below("HTTP.Password", BulkDataCredentials.Placeholder);
            Below("HTTP.Method", "POST");
            // As many as it can hold: what could not be brought comes with the next report.
            values[$"{ObjectReference.To(id)}.NumberOfRetainedFailedReports"] = new DesiredValue("-1", ParameterType.Int, Layer.BulkData, $"Profile {name}.");
            values[$"{ObjectReference.To(id)}.HTTP.RetryEnable"] = new DesiredValue("true", ParameterType.Boolean, Layer.BulkData, $"Profile {name}.");
            Below("HTTP.Compression", plan.Compression switch
            {
                BulkDataCompression.Gzip => "GZIP",
                BulkDataCompression.Deflate => "Deflate",
                _ => "None",
            });
        }

        void Below(string path, string value) => values[$"{ObjectReference.To(id)}.{path}"] = Text(value);

        DesiredValue Text(string value) => new(value, ParameterType.String, Layer.BulkData, $"Profile {name}.");
    }

    private static Dictionary<string, string> Identity(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private static string Hash(IReadOnlyList<string> references) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', references))).AsSpan(0, 4));
}
