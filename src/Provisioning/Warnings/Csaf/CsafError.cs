namespace Provisioning.Warnings.Csaf;

/// <param name="Path">JSON path, <c>$.document.tracking.id</c>.</param>
public sealed record CsafError(string Path, string Text);
