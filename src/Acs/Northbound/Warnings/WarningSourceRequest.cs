namespace Acs.Northbound;

/// <param name="Kind"><c>csaf</c>, <c>api</c> or <c>dots</c>.</param>
/// <param name="Scopes">What it may speak about: <c>all</c>, <c>authority:HOST</c>, <c>prefix:https://…/</c> (of MUD URLs), <c>manufacturer:NAME</c>.</param>
/// <param name="MayAsk">What it may ask for: <c>block-destination</c>, <c>block-flow</c>, <c>isolate</c>; by default nothing, it only warns.</param>
/// <param name="AutoAccept">What it asks for becomes a rule without a person.</param>
/// <param name="MaxLifetimeHours">1 to 8760: nothing that comes of it holds longer. By default 168.</param>
/// <param name="MetadataUrl">CSAF: its provider-metadata.json.</param>
internal sealed record WarningSourceRequest(
    string Name, string Kind, IReadOnlyList<string> Scopes, IReadOnlyList<string>? MayAsk, bool? AutoAccept, int? MaxLifetimeHours, bool? Enabled, string? MetadataUrl);
