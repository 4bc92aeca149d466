using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace UspController.Mtp.Tls;

/// <summary>
/// Which endpoints a certificate names (TR-369 R-SEC.0a): the URN of an endpoint id as uniformResourceIdentifier, or a dNSName for
/// an endpoint id of the scheme <c>fqdn</c>.
/// </summary>
internal static class EndpointNames
{
    private const string Urn = "urn:bbf:usp:id:";

    public static IReadOnlyList<EndpointPattern> Of(X509Certificate2 certificate)
    {
        var found = new List<EndpointPattern>();
        foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            try
            {
                Read(extension.RawData, found);
            }
            catch (AsnContentException)
            {
                // What cannot be read names nobody.
            }
        }

        return found;
    }

    /// <summary>RFC 5280 §4.2.1.6: dNSName is [2], uniformResourceIdentifier [6], both IA5String.</summary>
    private static void Read(ReadOnlyMemory<byte> extension, List<EndpointPattern> found)
    {
        var (dns, uri) = (new Asn1Tag(TagClass.ContextSpecific, 2), new Asn1Tag(TagClass.ContextSpecific, 6));
        var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            var tag = names.PeekTag();
            string? text = null;
            if (tag.HasSameClassAndValue(uri))
            {
                var name = names.ReadCharacterString(UniversalTagNumber.IA5String, uri);
                text = name.StartsWith(Urn, StringComparison.OrdinalIgnoreCase) ? name[Urn.Length..] : null;
            }
            else if (tag.HasSameClassAndValue(dns))
            {
                var name = names.ReadCharacterString(UniversalTagNumber.IA5String, dns);
                // TR-369 §2.3.2: the instance id of an fqdn has no wildcards.
                text = name.Contains('*', StringComparison.Ordinal) ? null : "fqdn::" + name;
            }
            else
            {
                names.ReadEncodedValue();
            }

            if (text is not null && EndpointPattern.Parse(text) is { } pattern)
            {
                found.Add(pattern);
            }
        }
    }
}
