using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Acs.Northbound.Webhooks;

/// <summary>Signing secrets are encrypted at rest with the keys in the data directory.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Acs.Webhooks.v1");

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>Null: the keys are not those that it was made with.</summary>
    public string? Unprotect(string stored)
    {
        try
        {
            return _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
