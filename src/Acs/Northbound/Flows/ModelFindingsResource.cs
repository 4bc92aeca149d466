namespace Acs.Northbound;

/// <param name="Unused">Permissions of the file (ACL/ACE) that no observed flow used. Null: not observed long enough, or there is no file.</param>
internal sealed record ModelFindingsResource(
    string Url, DateTimeOffset? ObservedSince, IReadOnlyList<ModelEvidenceResource> Findings, IReadOnlyList<string>? Unused);
