namespace UspController;

/// <summary><c>Acs:Enrolment</c>, as far as the embedded broker needs it.</summary>
internal sealed record UspEnrolment(Enrolment Value);
