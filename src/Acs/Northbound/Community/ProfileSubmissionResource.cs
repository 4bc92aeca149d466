namespace Acs.Northbound;

/// <param name="Provenance">How it was made, in the submitter's words.</param>
/// <param name="Sha256">Of what this submitter sent: the same packets may be written otherwise.</param>
internal sealed record ProfileSubmissionResource(string Submitter, DateTimeOffset At, string Provenance, string Licence, string Sha256);
