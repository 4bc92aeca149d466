using System.Security.Cryptography;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary>The whole file: its two top-level containers put together.</summary>
internal static class FileReader
{
    /// <returns>Null where the file is refused.</returns>
    public static MudFile? Read(ReadOnlySpan<byte> content, DiagnosticLog log)
    {
        if (PositionedJson.Read(content, log) is not { } root)
        {
            return null;
        }

        if (!root.IsObject)
        {
            log.Error(MudCodes.NoMudContainer, root, "The file is not a JSON object.");
            return null;
        }

        var top = new ObjectReader(root, null, log);
        if (top.Take("mud", "ietf-mud") is not { IsObject: true } container)
        {
            ExplainAbsence(root, log);
            return null;
        }

        var lists = AclTable.Open(
            top.Take(
                "acls",
                "ietf-access-control-list",
                new Alias("ietf-access-control-list:access-lists", MudRepairs.DraftAclsRoot),
                new Alias("access-lists", MudRepairs.DraftAclsRoot)),
            log);
        top.IgnoreRest();
        var mud = new ObjectReader(container, "ietf-mud", log);
        return lists is not null && HeaderReader.CheckVersion(mud, log) && HeaderReader.ReadMudUrl(mud, log) is { } url
            ? Read(mud, url, lists, Convert.ToHexStringLower(SHA256.HashData(content)), log)
            : null;
    }

    private static void ExplainAbsence(PositionedNode root, DiagnosticLog log)
    {
        // Before draft-ietf-opsawg-mud-04: actions, protocols and directions were written in ways that would have to be guessed.
        var draft = root.Member("ietf-mud:support-information") ?? root.Member("ietf-mud:metainfo") ?? root.Member("ietf-mud:meta-info");
        log.Error(
            MudCodes.NoMudContainer, draft ?? root,
            draft is null
                ? "The file has no container 'ietf-mud:mud'; write \"ietf-mud:mud\": { … } with mud-version, mud-url, last-update, is-supported and the policies (RFC 8520 §2)."
                : $"'{draft.Name}' is of an early draft of RFC 8520; write the file anew: \"ietf-mud:mud\" with mud-url and policies that name lists in \"ietf-access-control-list:acls\", entries with \"forwarding\".");
    }

    private static MudFile? Read(ObjectReader mud, string url, AclTable lists, string sha256, DiagnosticLog log)
    {
        var lastUpdate = HeaderReader.ReadLastUpdate(mud, log);
        var validity = HeaderReader.ReadCacheValidity(mud, log);
        var supported = HeaderReader.ReadIsSupported(mud, log);
        var systemInfo = HeaderReader.ReadSystemInfo(mud, log);
        string? Text(string name) => HeaderReader.ReadText(mud, name, MudCodes.Descriptive, log);
        var manufacturer = Text("mfg-name");
        var model = Text("model-name");
        var firmware = Text("firmware-rev");
        var software = Text("software-rev");
        var documentation = Text("documentation");
        var signature = HeaderReader.ReadSignatureUrl(mud, log);
        var extensions = ExtensionReader.Read(mud, log);
        var from = PolicyReader.Read(mud, fromDevice: true, lists, log);
        var to = from is null ? null : PolicyReader.Read(mud, fromDevice: false, lists, log);
        if (from is null || to is null)
        {
            return null;
        }

        mud.IgnoreRest();
        lists.ReportUnused();
        return new MudFile(
            url, sha256, lastUpdate, validity, supported, systemInfo, manufacturer, model, firmware, software, documentation,
            signature, extensions, from, to);
    }
}
