using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acs.Cwmp.Xmpp;

/// <summary>A client's side of SCRAM (RFC 5802, RFC 7677) without channel binding. Pure.</summary>
/// <param name="hash">SHA-1 or SHA-256.</param>
/// <param name="nonce">Random, printable ASCII without a comma.</param>
internal sealed class ScramExchange(HashAlgorithmName hash, string username, string password, string nonce)
{
    private const string NoChannelBinding = "n,,";
    private const int FewestIterations = 4096;
    private const int MostIterations = 1_000_000;

    private byte[]? _serverSignature;

    private string Bare => $"n={username.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={nonce}";

    public string First => NoChannelBinding + Bare;

    /// <summary>The answer to the server's first message.</summary>
    /// <exception cref="XmppException">It is wrong, or asks for what is not given.</exception>
    public string Final(string serverFirst)
    {
        var fields = Fields(serverFirst);
        var salt = new byte[fields.GetValueOrDefault('s', "").Length];
        if (!fields.TryGetValue('r', out var both) || !both.StartsWith(nonce, StringComparison.Ordinal) || both.Length == nonce.Length
            || !Convert.TryFromBase64String(fields.GetValueOrDefault('s', ""), salt, out var length) || length == 0
            || !int.TryParse(fields.GetValueOrDefault('i', ""), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations))
        {
            throw new XmppException("The XMPP server's SCRAM challenge is malformed.");
        }

        // RFC 7677 4: at least 4096. The other bound is the server's hold on this process.
        if (iterations is < FewestIterations or > MostIterations)
        {
            throw new XmppException($"The XMPP server asks for {iterations} SCRAM iterations; expected {FewestIterations} to {MostIterations}.");
        }

        var size = hash == HashAlgorithmName.SHA1 ? 20 : 32;
        var salted = Rfc2898DeriveBytes.Pbkdf2(password.Normalize(NormalizationForm.FormKC), salt.AsSpan(0, length).ToArray(), iterations, hash, size);
        var withoutProof = $"c={Convert.ToBase64String(Encoding.ASCII.GetBytes(NoChannelBinding))},r={both}";
        var text = Encoding.UTF8.GetBytes($"{Bare},{serverFirst},{withoutProof}");
        var clientKey = Mac(salted, "Client Key"u8);
        var proof = Mac(CryptographicOperations.HashData(hash, clientKey), text);
        for (var i = 0; i < proof.Length; i++)
        {
            proof[i] ^= clientKey[i];
        }

        _serverSignature = Mac(Mac(salted, "Server Key"u8), text);
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>Does the server know the password too?</summary>
    public bool IsServer(string serverFinal) =>
        _serverSignature is { } expected && Fields(serverFinal).TryGetValue('v', out var shown)
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(shown), Encoding.ASCII.GetBytes(Convert.ToBase64String(expected)));

    private static Dictionary<char, string> Fields(string message)
    {
        var fields = new Dictionary<char, string>();
        foreach (var field in message.Split(','))
        {
            if (field.Length > 2 && field[1] == '=')
            {
                fields.TryAdd(field[0], field[2..]);
            }
        }

        return fields;
    }

    private byte[] Mac(byte[] key, ReadOnlySpan<byte> text) => CryptographicOperations.HmacData(hash, key, text);
}
