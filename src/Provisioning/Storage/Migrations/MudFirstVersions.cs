namespace Provisioning.Storage.Migrations;

/// <summary>A MUD file that was in force before versions were kept has its content as the first one.</summary>
internal static class MudFirstVersions
{
    /// <summary>The same words for all three databases.</summary>
    public const string Insert =
        """
        INSERT INTO "MudFileVersions" ("MudFileId", "Sha256", "Content", "FetchedAt", "InForceAt", "Signature", "SignatureDetail", "Diagnostics", "State")
        SELECT "Id", "Sha256", "Content", COALESCE("FetchedAt", CURRENT_TIMESTAMP), COALESCE("FetchedAt", CURRENT_TIMESTAMP), "Signature", "SignatureDetail", "Diagnostics", 'InForce'
        FROM "MudFiles" WHERE "Content" IS NOT NULL AND "Sha256" IS NOT NULL;
        """;
}
