using Provisioning.Devices;
using Provisioning.Devices.Trust;
using Provisioning.Wire;

namespace Provisioning.Conversations;

/// <summary>A command's arguments that are secrets lie encrypted in the stored request until the command is sent.</summary>
internal static class SealedArguments
{
    public static OperationRequest Seal(OperationRequest request, SecretBox box)
    {
        if (request is not { Type: OperationTypes.Command, Arguments: { } arguments } || !arguments.Keys.Any(name => IsSecret(request.Path, name)))
        {
            return request;
        }

        return request with
        {
            Arguments = arguments.Where(a => !IsSecret(request.Path, a.Key)).ToDictionary(StringComparer.Ordinal),
            Sealed = arguments.Where(a => IsSecret(request.Path, a.Key)).ToDictionary(a => a.Key, a => box.Protect(a.Value), StringComparer.Ordinal),
        };
    }

    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys are not those that it was sealed with.</exception>
    public static OperationRequest Open(OperationRequest request, SecretBox box) => request.Sealed is not { } hidden ? request : request with
    {
        Arguments = (request.Arguments ?? new Dictionary<string, string>(StringComparer.Ordinal))
            .Concat(hidden.ToDictionary(a => a.Key, a => box.Unprotect(a.Value), StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal),
        Sealed = null,
    };

    /// <summary>A challenge's answer is called Value, as much else is.</summary>
    private static bool IsSecret(string? path, string name) =>
        WireSecrets.IsSecret(name) || (path == TrustTable.ChallengeResponse && name == "Value");
}
