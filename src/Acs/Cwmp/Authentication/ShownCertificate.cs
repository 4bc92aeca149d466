namespace Acs.Cwmp.Authentication;

/// <summary>A client certificate, judged.</summary>
/// <param name="Problem">Null: it is valid and its issuer trusted.</param>
/// <param name="Identities">Whom it names, by the configured patterns; empty: nobody in particular.</param>
internal sealed record ShownCertificate(string Subject, string? Problem, IReadOnlyList<CertificateIdentity> Identities);
