namespace Provisioning.Mud.Refresh;

/// <summary>Under which an attempt is written down.</summary>
/// <param name="WideningNeedsApproval"><see cref="MudOptions.WideningNeedsApproval"/>.</param>
/// <param name="Author">The administrator who brought the file; null: it was fetched.</param>
internal sealed record RecordTerms(DateTimeOffset Now, bool WideningNeedsApproval, string? Author);
