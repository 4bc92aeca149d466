namespace UspController.Mtp.Tls;

/// <summary>An agent's certificate, judged.</summary>
/// <param name="Problem">Null: it is valid, trusted, and names somebody. Else a metric's label.</param>
/// <param name="Names">As whom its bearer may speak.</param>
internal sealed record JudgedCertificate(string? Problem, IReadOnlyList<EndpointPattern> Names)
{
    public bool Allows(string endpointId) => Names.Any(n => n.Matches(endpointId));
}
