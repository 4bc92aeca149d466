namespace Provisioning.Mud.Community;

/// <summary>A profile as somebody brings it.</summary>
/// <param name="MudUrl">Of the file that it narrows; null: see <paramref name="Model"/>.</param>
/// <param name="Model">The model in words, where hosts announce no URL.</param>
/// <param name="Content">A MUD file.</param>
/// <param name="Provenance">How it was made.</param>
/// <param name="Submitter">Who counts as one, whatever the name.</param>
/// <param name="Name">Of the submitter, for people.</param>
public sealed record ProfileSubmission(
    string? MudUrl, string? Model, byte[] Content, string Provenance, string Licence, string Submitter, string Name);
