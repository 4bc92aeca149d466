using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Acs.Cwmp.Xmpp;

/// <summary>What is wrong with <c>Acs:Cwmp:Xmpp</c>.</summary>
internal static class XmppOptionsErrors
{
    private const string Key = "Acs:Cwmp:Xmpp";

    public static void Find(XmppOptions options, List<string> errors)
    {
        if (!options.IsOn)
        {
            return;
        }

        if (JabberId.Parse(options.Jid) is not { Local: not null, Resource: null })
        {
            errors.Add($"{Key}:Jid: '{options.Jid}' is no Jabber ID such as acs@xmpp.isp.example.");
            return;
        }

        if (string.IsNullOrEmpty(options.Password))
        {
            errors.Add($"{Key}:Password is needed with {Key}:Jid.");
        }

        if (options.Endpoint() is null)
        {
            errors.Add($"{Key}:Server: '{options.Server}' is neither a host nor host:port.");
        }

        if (!string.IsNullOrWhiteSpace(options.Domain) && JabberId.Parse(options.Domain) is not { Local: null, Resource: null })
        {
            errors.Add($"{Key}:Domain: '{options.Domain}' is no domain such as xmpp.isp.example.");
        }

        if (options.TimeoutSeconds is < 1 or > 300)
        {
            errors.Add($"{Key}:TimeoutSeconds is {options.TimeoutSeconds}; expected 1 to 300.");
        }

        if (options.PingSeconds is < 1 or > 3600)
        {
            errors.Add($"{Key}:PingSeconds is {options.PingSeconds}; expected 1 to 3600.");
        }

        if (!string.IsNullOrWhiteSpace(options.TrustedAuthorities))
        {
            Authorities(options.TrustedAuthorities, errors);
        }
    }

    private static void Authorities(string path, List<string> errors)
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
