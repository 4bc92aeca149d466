namespace Provisioning.Warnings.Matching;

/// <summary>What is known of a host, or of a gateway, that an advisory may speak of.</summary>
/// <param name="MudUrl">Null: a gateway, or a host that announces none.</param>
/// <param name="Manufacturer">MUD file's <c>mfg-name</c>; of a gateway as it reports it.</param>
/// <param name="Models">Names and numbers of the model: <c>model-name</c>, <c>systeminfo</c>; product class and model name of a gateway.</param>
/// <param name="Versions"><c>firmware-rev</c>, <c>software-rev</c>; software version of a gateway.</param>
/// <param name="HostName">As DHCP has it; null: not known.</param>
public sealed record Thing(string? MudUrl, string? Manufacturer, IReadOnlyList<string> Models, IReadOnlyList<string> Versions, string? HostName)
{
    /// <summary>One text for what is known, so that a change is seen.</summary>
    public string Facts => string.Join('\n', [MudUrl, Manufacturer, .. Models, "", .. Versions, "", HostName]);
}
