namespace Acs.Northbound;

/// <param name="Accept">True: what it is about ends.</param>
internal sealed record AppealDecisionRequest(bool Accept, string Reason);
