namespace Acs.Cwmp.Authentication;

/// <summary>Who is at the other end of a request, as far as the transport tells.</summary>
/// <param name="Address">Of the gateway or its NAT, without port; null where it is not known.</param>
/// <param name="Secure">TLS reaches to the gateway, here or at a trusted proxy.</param>
/// <param name="Certificate">What it showed in the handshake; null: none.</param>
internal sealed record Caller(string? Address, bool Secure, ShownCertificate? Certificate);
