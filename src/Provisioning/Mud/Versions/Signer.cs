namespace Provisioning.Mud.Versions;

/// <summary>Who signs MUD files.</summary>
/// <param name="Id">Hex SHA-256 of what stays when a certificate is renewed: see <see cref="Fetching.SignerIdentity"/>.</param>
/// <param name="Name">The subject, for a person.</param>
internal sealed record Signer(string Id, string Name)
{
    public static Signer? Of(string? id, string? name) => id is null ? null : new Signer(id, name ?? "an unnamed subject");
}
