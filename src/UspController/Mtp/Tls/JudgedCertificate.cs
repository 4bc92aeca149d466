using UspController.Records;
using UspController.Security;

namespace UspController.Mtp.Tls;

/// <summary>An agent's certificate, judged.</summary>
/// <param name="Problem">Null: it is valid, trusted, and names somebody. Else a metric's label.</param>
/// <param name="Names">As whom its bearer may speak; see <see cref="EndpointCertificate.Names"/>.</param>
internal sealed record JudgedCertificate(string? Problem, IReadOnlyList<string> Names)
{
    public bool Allows(string endpointId) => EndpointId.IsValid(endpointId) && Names.Any(n => EndpointCertificate.Matches(n, endpointId));

    /// <summary>True for an endpoint id that stands there as it is, not behind a wildcard that others match too.</summary>
    public bool IsAlone(string endpointId) => !endpointId.Contains('*', StringComparison.Ordinal) && Names.Contains(endpointId, StringComparer.Ordinal);
}
