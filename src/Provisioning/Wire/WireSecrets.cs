using Provisioning.Devices;

namespace Provisioning.Wire;

/// <summary>Which names stand before a secret, on pages and in recordings: more rather than fewer, in any case of letters.</summary>
public static class WireSecrets
{
    private static readonly string[] Endings =
        ["Password", "Passwd", "Passphrase", "PreSharedKey", "SharedKey", "SharedSecret", "Secret", "WEPKey", "PrivateKey", "EncryptionKey", "PIN"];

    /// <param name="name">A parameter's path, or an element's or argument's name.</param>
    public static bool IsSecret(ReadOnlySpan<char> name)
    {
        foreach (var ending in Endings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return HiddenParameters.IsHidden(name.ToString());
    }
}
