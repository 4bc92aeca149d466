using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Provisioning.Devices;

/// <summary>Devices' secrets: made at random, encrypted at rest with the keys in the data directory.</summary>
internal sealed class SecretBox(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Acs.DeviceCredentials.v1");

    /// <summary>128 bits, in characters that every gateway takes.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string Protect(string secret) => _protector.Protect(secret);

    /// <exception cref="CryptographicException">The keys are not those that it was made with.</exception>
    public string Unprotect(string secret) => _protector.Unprotect(secret);
}
