using System.Text.Json;

namespace Acs.Northbound;

/// <summary>Credentials to give a device.</summary>
/// <param name="Password">8 to 256 printable ASCII characters; absent: one is made.</param>
public sealed record CredentialsRequest(string? Password)
{
    internal static CredentialsRequest? Read(JsonElement body, out string error)
    {
        error = "Must be 8 to 256 printable ASCII characters, or absent.";
        if (body.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (!body.TryGetProperty("password", out var password) || password.ValueKind == JsonValueKind.Null)
        {
            return new CredentialsRequest((string?)null);
        }

        return password.ValueKind == JsonValueKind.String && password.GetString() is { Length: >= 8 and <= 256 } text && text.All(c => c is > ' ' and < '\x7F')
            ? new CredentialsRequest(text)
            : null;
    }
}
