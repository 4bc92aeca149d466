namespace CpeSimulator.DataModels;

/// <summary>A parameter as it was read.</summary>
public sealed record ParameterReading(ObjectNode Owner, ParameterTemplate Template, string Value)
{
    public string Path => Owner.Path + Template.Name;
}
