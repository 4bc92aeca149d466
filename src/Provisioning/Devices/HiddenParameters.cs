namespace Provisioning.Devices;

/// <summary>
/// Parameters that hold secrets. TR-181 says <c>hidden</c>: they read back empty whatever they hold, and where a gateway
/// shows them nevertheless they are not kept.
/// </summary>
public static class HiddenParameters
{
    private static readonly string[] Endings =
        ["Password", "Passphrase", "PassPhrase", "PreSharedKey", "WEPKey", "Secret", "PrivateKey", "SharedKey"];

    public static bool IsHidden(string path)
    {
        foreach (var ending in Endings)
        {
            if (path.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        // TR-181 ControllerTrust.Challenge.{i}.Value is secured: what a person is to answer.
        return path.EndsWith(".Value", StringComparison.Ordinal) && path.Contains(".ControllerTrust.Challenge.", StringComparison.Ordinal);
    }
}
