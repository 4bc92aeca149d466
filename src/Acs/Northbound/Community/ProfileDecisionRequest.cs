namespace Acs.Northbound;

/// <param name="Decision"><c>accept</c> or <c>refuse</c>; not for a withdrawal.</param>
/// <param name="Reason">Why, 1 to 1000 characters; it stays on record.</param>
/// <param name="Override">In force although there are fewer submitters than <c>Acs:Mud:Community:Submitters</c>.</param>
internal sealed record ProfileDecisionRequest(string? Decision, string Reason, bool? Override);
