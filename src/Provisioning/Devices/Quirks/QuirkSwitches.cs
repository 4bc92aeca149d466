namespace Provisioning.Devices.Quirks;

/// <summary>All rules that fit a gateway, laid over each other; null: as everywhere. Each is a switch of <see cref="QuirkRule"/>.</summary>
public sealed record QuirkSwitches
{
    public static QuirkSwitches None { get; } = new();

    public bool? NumericBooleans { get; init; }

    public bool? XmlDeclaration { get; init; }

    public bool? WholeSeconds { get; init; }

    public int? ReadBatch { get; init; }

    public bool? SkipRoot { get; init; }

    public bool? DownloadSuccessOnTimeout { get; init; }

    public bool? ReadByName { get; init; }

    public bool? BasicConnectionRequest { get; init; }

    public int? RestAfterBoot { get; init; }

    public bool? LastEmptyPost { get; init; }

    public bool? BootIsBootstrap { get; init; }

    /// <summary>What the rule sets wins.</summary>
    public QuirkSwitches With(QuirkRule rule) => new()
    {
        NumericBooleans = rule.NumericBooleans ?? NumericBooleans,
        XmlDeclaration = rule.XmlDeclaration ?? XmlDeclaration,
        WholeSeconds = rule.WholeSeconds ?? WholeSeconds,
        ReadBatch = rule.ReadBatch ?? ReadBatch,
        SkipRoot = rule.SkipRoot ?? SkipRoot,
        DownloadSuccessOnTimeout = rule.DownloadSuccessOnTimeout ?? DownloadSuccessOnTimeout,
        ReadByName = rule.ReadByName ?? ReadByName,
        BasicConnectionRequest = rule.BasicConnectionRequest ?? BasicConnectionRequest,
        RestAfterBoot = rule.RestAfterBoot ?? RestAfterBoot,
        LastEmptyPost = rule.LastEmptyPost ?? LastEmptyPost,
        BootIsBootstrap = rule.BootIsBootstrap ?? BootIsBootstrap,
    };
}
