using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Certificates;

/// <summary>Is the file in force signed by whom the host's certificate names? Pure.</summary>
internal static class HostSigner
{
    /// <summary>RFC 8520 §11: where the certificate names who signs its file (id-pe-mudsigner), nobody else may have signed it.</summary>
    /// <returns>Null: it names nobody, or who signed. Else why the file does not count for this host.</returns>
    public static string? Wrong(HostRow host, MudFileRow file) =>
        host is not { MudUrlSource: "certificate", MudSigner: { } signer } || file.Signer == signer ? null
        : $"Its certificate says that {signer} signs its MUD file, and {(file.Signer is { } other ? $"{other} does" : "the file has no such signature")}.";
}
