using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using UspController.Records;

namespace UspController.Security;

/// <summary>Which endpoints a certificate speaks for (TR-369 R-SEC.0a): the URIs and, for <c>fqdn</c>, the DNS names of its subjectAltName.</summary>
public static class EndpointCertificate
{
    private const string Urn = "urn:bbf:usp:id:";
    private const string SubjectAltName = "2.5.29.17";
    private const int MaxNames = 32;
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    /// <summary>Endpoint ids as the certificate has them; one may end in a wildcard (R-SEC.12). Empty: it is no endpoint's.</summary>
    public static IReadOnlyList<string> Names(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var names = new List<string>();
        if (certificate.Extensions.FirstOrDefault(e => e.Oid?.Value == SubjectAltName) is not { } extension)
        {
            return names;
        }

        try
        {
            var sequence = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (sequence.HasData && names.Count < MaxNames)
            {
                var tag = sequence.PeekTag();
                if (tag.HasSameClassAndValue(Uri))
                {
                    var uri = sequence.ReadCharacterString(UniversalTagNumber.IA5String, Uri);
                    if (uri.StartsWith(Urn, StringComparison.OrdinalIgnoreCase))
                    {
                        names.Add(uri[Urn.Length..]);
                    }
                }
                else if (tag.HasSameClassAndValue(DnsName))
                {
                    names.Add("fqdn::" + sequence.ReadCharacterString(UniversalTagNumber.IA5String, DnsName));
                }
                else
                {
                    sequence.ReadEncodedValue();
                }
            }
        }
        catch (AsnContentException)
        {
            return [];
        }

        return names;
    }

    /// <summary>True when the certificate may speak as that endpoint. Its chain is another question.</summary>
    public static bool IsOf(X509Certificate2 certificate, string endpointId) =>
        EndpointId.IsValid(endpointId) && Names(certificate).Any(name => Matches(name, endpointId));

    /// <summary>R-SEC.12: a wildcard stands at the end, and never for the entity that assigns.</summary>
    internal static bool Matches(string name, string endpointId)
    {
        var star = name.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return string.Equals(name, endpointId, name.StartsWith("fqdn:", StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        }

        var fixedPart = name[..star];
        var instance = fixedPart.LastIndexOf(':');
        return star == name.Length - 1 && instance > 0 && endpointId.Length > fixedPart.Length && IsAssigned(fixedPart, instance)
            && endpointId.StartsWith(fixedPart, StringComparison.Ordinal);
    }

    private static bool IsAssigned(string fixedPart, int instance) => fixedPart[..fixedPart.IndexOf(':', StringComparison.Ordinal)] switch
    {
        // os::OUI-SERIAL, ops::OUI-CLASS-SERIAL
        "os" or "ops" => fixedPart.IndexOf('-', instance) > instance + 1,
        // oui:00D09E:…: the authority id stands between the colons.
        "oui" or "cid" or "pen" => instance > fixedPart.IndexOf(':', StringComparison.Ordinal) + 1,
        _ => false,
    };
}
