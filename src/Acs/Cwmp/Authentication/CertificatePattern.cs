using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Acs.Cwmp.Authentication;

/// <summary>
/// Where in a certificate a device is named, and in which form: <c>cn={oui}-{class}-{serial}</c>, <c>dns={oui}-{serial}.cpe.example</c>,
/// <c>uri=…</c>. The parts hold no hyphen but a percent-encoded one, as TR-069 3.4.4 has it, so that no device can be
/// taken for another.
/// </summary>
internal sealed class CertificatePattern
{
    private readonly string _field;
    private readonly Regex _form;

    private CertificatePattern(string field, Regex form) => (_field, _form) = (field, form);

    /// <summary>Null where the text is no pattern.</summary>
    public static CertificatePattern? Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var field = equals < 0 ? "" : text[..equals].Trim().ToLowerInvariant();
        var form = text[(equals + 1)..].Trim();
        if (field is not ("cn" or "dns" or "uri")
            || form.Split("{oui}").Length != 2 || form.Split("{serial}").Length != 2 || form.Split("{class}").Length > 2)
        {
            return null;
        }

        var expression = Regex.Escape(form);
        foreach (var part in (string[])["oui", "class", "serial"])
        {
            expression = expression.Replace($"\\{{{part}}}", $"(?<{part}>[^-]{{1,200}})", StringComparison.Ordinal);
        }

        return new CertificatePattern(
            field, new Regex($"\\A{expression}\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture));
    }

    public IEnumerable<CertificateIdentity> Identities(X509Certificate2 certificate)
    {
        foreach (var name in Names(certificate))
        {
            if (name.Length <= 512 && _form.Match(name) is { Success: true } match)
            {
                var named = match.Groups["class"];
                yield return new CertificateIdentity(
                    Uri.UnescapeDataString(match.Groups["oui"].Value),
                    named.Success ? Uri.UnescapeDataString(named.Value) : null,
                    Uri.UnescapeDataString(match.Groups["serial"].Value));
            }
        }
    }

    private IEnumerable<string> Names(X509Certificate2 certificate) => _field switch
    {
        "cn" => CommonNames(certificate),
        "dns" => certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(e => e.EnumerateDnsNames()),
        _ => Uris(certificate),
    };

    private static IEnumerable<string> CommonNames(X509Certificate2 certificate) =>
        certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(n => !n.HasMultipleElements && n.GetSingleElementType().Value == "2.5.4.3")
            .Select(n => n.GetSingleElementValue() ?? "");

    /// <summary>RFC 5280 4.2.1.6: uniformResourceIdentifier is [6] IA5String.</summary>
    private static List<string> Uris(X509Certificate2 certificate)
    {
        var found = new List<string>();
        foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            try
            {
                var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
                var uri = new Asn1Tag(TagClass.ContextSpecific, 6);
                while (names.HasData)
                {
                    if (names.PeekTag().HasSameClassAndValue(uri))
                    {
                        found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, uri));
                    }
                    else
                    {
                        names.ReadEncodedValue();
                    }
                }
            }
            catch (AsnContentException)
            {
                // Names nobody: what else it holds is looked at by its own patterns.
                return found;
            }
        }

        return found;
    }
}
