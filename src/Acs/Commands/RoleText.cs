using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Provisioning.Devices.Trust;

namespace Acs.Commands;

/// <summary>
/// The role that this server needs: for an agent's vendor as text with reasons, for writing (CWMP, a factory default) as the array
/// that operation <c>setValues</c> takes.
/// </summary>
internal static class RoleText
{
    // No markup reads it: quotes in paths may stand as they are.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> WriteAsync(IReadOnlyList<string> options, TextWriter output, TextWriter error)
    {
        var json = options.Contains("--json", StringComparer.Ordinal);
        var number = 1;
        var rest = options.Where(o => o != "--json").ToList();
        if (rest is not [] && !(rest is ["--number", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0))
        {
            await error.WriteLineAsync("usage: acs usp role [--number N] [--json]");
            return CommandLine.WrongUsage;
        }

        await output.WriteLineAsync(json
            ? JsonSerializer.Serialize(NeededRole.Parameters(TrustNeeds.All, number).Select(p => new { p.Path, p.Value, Type = Provisioning.Devices.ParameterTypes.Name(p.Type) }), Json)
            : Text(number));
        return CommandLine.Done;
    }

    private static string Text(int number)
    {
        var lines = new List<string>
        {
            "# The role that this server needs at an agent (TR-369 \"Roles (Access Control)\"). Where targets overlap the larger Order counts alone.",
            "# What profiles and overrides declare besides needs write, and for rows add and delete, on what they name.",
        };
        var parameters = NeededRole.Parameters(TrustNeeds.All, number);
        lines.AddRange(parameters.Take(2).Select(Line));
        foreach (var (row, index) in NeededRole.Rows(TrustNeeds.All, number).Select((r, i) => (r, i)))
        {
            lines.Add("");
            lines.AddRange(TrustNeeds.All.Where(n => row.Targets.Contains(n.Target)).Select(n => $"# {n.Feature}: {n.Why}"));
            lines.AddRange(parameters.Skip(2 + (index * NeededRole.ParametersOfRow)).Take(NeededRole.ParametersOfRow).Select(Line));
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string Line(Provisioning.Devices.ParameterValue parameter) => $"{parameter.Path} \"{parameter.Value}\"";
}
