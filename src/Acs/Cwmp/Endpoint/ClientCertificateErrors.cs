using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Acs.Cwmp.Authentication;

namespace Acs.Cwmp.Endpoint;

/// <summary>What is wrong with <c>Acs:Cwmp:ClientCertificates</c>.</summary>
internal static class ClientCertificateErrors
{
    private const string Key = "Acs:Cwmp:ClientCertificates";

    public static void Find(CwmpOptions options, List<string> errors)
    {
        var own = options.ClientCertificates;
        foreach (var pattern in own.Patterns.Where(p => CertificatePattern.Parse(p) is null))
        {
            errors.Add($"{Key}:Patterns: '{pattern}' is no pattern such as cn={{oui}}-{{class}}-{{serial}} (cn, dns or uri; {{oui}} and {{serial}} once each).");
        }

        if (own.Mode == ClientCertificateUse.Off)
        {
            return;
        }

        if (own.TrustedAuthorities.Count == 0)
        {
            errors.Add($"{Key}:TrustedAuthorities: names no file, so no certificate would ever count.");
        }

        if (own.ProxyHeader is not null && options.Proxies.Count == 0)
        {
            errors.Add($"{Key}:ProxyHeader: needs Acs:Cwmp:Proxies, or anybody could write that header.");
        }

        foreach (var path in own.TrustedAuthorities)
        {
            try
            {
                var found = new X509Certificate2Collection();
                found.ImportFromPemFile(path);
                if (found.Count == 0)
                {
                    errors.Add($"{Key}:TrustedAuthorities: {path} holds no certificate in PEM.");
                }
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                errors.Add($"{Key}:TrustedAuthorities: {path} cannot be read: {e.Message}");
            }
        }
    }
}
