using Provisioning.Mud.Parsing;

namespace Provisioning.Mud.Fetching;

/// <summary>
/// The one leaf that has to be read before the signature can be checked: where the signature is. Nothing else of an
/// unverified file is looked at.
/// </summary>
internal static class SignatureLeaf
{
    /// <returns>Null: no such leaf. Empty: one that names no URL.</returns>
    public static string? Find(ReadOnlySpan<byte> content)
    {
        var mud = PositionedJson.Read(content, new DiagnosticLog());
        mud = mud?.Member("ietf-mud:mud") ?? mud?.Member("mud");
        var leaf = mud?.Member("mud-signature") ?? mud?.Member("ietf-mud:mud-signature");
        return leaf is null ? null : leaf.IsString ? leaf.Text : "";
    }
}
