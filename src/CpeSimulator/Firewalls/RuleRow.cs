using System.Globalization;
using CpeSimulator.DataModels;

namespace CpeSimulator.Firewalls;

/// <summary>Reads one rule's row; what the gateway's version of the data model lacks reads as its default.</summary>
internal sealed class RuleRow(DataModel model, ObjectNode row)
{
    public string Path => row.Path;

    public string Text(string name) => row.Template.Parameters.ContainsKey(name) ? model.ValueOf(row, name) : "";

    public int Number(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1;

    public bool Flag(string name) => Text(name) == "true";
}
