namespace Provisioning.Warnings.Csaf;

/// <param name="Advisory">Null: it is refused, see the errors.</param>
internal sealed record CsafParseResult(CsafAdvisory? Advisory, IReadOnlyList<CsafError> Errors);
