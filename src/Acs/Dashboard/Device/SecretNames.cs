namespace Acs.Dashboard.Device;

/// <summary>Parameters whose values are secrets by their name (TR-181: Password, KeyPassphrase, PreSharedKey…).</summary>
internal static class SecretNames
{
    private static readonly string[] Endings = ["Password", "Passphrase", "PreSharedKey", "SharedSecret", "Secret", "WEPKey", "PrivateKey", "PIN"];

    public static bool IsSecret(string path) => Array.Exists(Endings, e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));
}
