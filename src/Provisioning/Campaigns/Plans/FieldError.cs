namespace Provisioning.Campaigns;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">JSON path, <c>windows[0].start</c>.</param>
public sealed record FieldError(string Field, string Text);
