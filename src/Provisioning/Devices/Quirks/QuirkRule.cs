using System.IO.Enumeration;

namespace Provisioning.Devices.Quirks;

/// <summary>
/// How one kind of firmware is spoken to: an item of <c>schemas/quirks.json</c> or of <c>Acs:Quirks</c>. Patterns take
/// <c>*</c> and <c>?</c>, without regard to case; a switch that is null is left as it is.
/// </summary>
public sealed class QuirkRule
{
    public string Name { get; set; } = "";

    /// <summary>Who says so, for a person.</summary>
    public string Because { get; set; } = "";

    public string Oui { get; set; } = "*";

    public string ProductClass { get; set; } = "*";

    public string SoftwareVersion { get; set; } = "*";

    /// <summary>Booleans are written as 1 and 0.</summary>
    public bool? NumericBooleans { get; set; }

    /// <summary>Messages begin with an XML declaration.</summary>
    public bool? XmlDeclaration { get; set; }

    /// <summary>Times are written without fractions of a second.</summary>
    public bool? WholeSeconds { get; set; }

    /// <summary>At most so many paths in one GetParameterValues, 1 to 1000.</summary>
    public int? ReadBatch { get; set; }

    /// <summary>Its root is never listed, only the subtrees that matter.</summary>
    public bool? SkipRoot { get; set; }

    /// <summary>Values are read by their full names: it knows no partial paths in GetParameterValues.</summary>
    public bool? ReadByName { get; set; }

    /// <summary>It never sends TransferComplete: a download that was fetched whole counts as done when patience ends.</summary>
    public bool? DownloadSuccessOnTimeout { get; set; }

    /// <summary>Its connection requests may be answered with Basic: anybody on the way then reads the password.</summary>
    public bool? BasicConnectionRequest { get; set; }

    /// <summary>Seconds after a boot in which it is answered and asked nothing, 1 to 3600.</summary>
    public int? RestAfterBoot { get; set; }

    /// <summary>It ends a session with an empty POST of its own after the empty response, and takes it for broken before.</summary>
    public bool? LastEmptyPost { get; set; }

    /// <summary>
    /// True: it says <c>1 BOOT</c> alone after a factory reset, and with the shared credential that counts as <c>0 BOOTSTRAP</c>.
    /// False: a boot is only a boot, also when it has lost the ParameterKey.
    /// </summary>
    public bool? BootIsBootstrap { get; set; }

    /// <summary>The switches that it sets, by name.</summary>
    public IReadOnlyDictionary<string, object> Switches => new (string Name, object? Value)[]
    {
        (nameof(NumericBooleans), NumericBooleans), (nameof(XmlDeclaration), XmlDeclaration), (nameof(WholeSeconds), WholeSeconds),
        (nameof(ReadBatch), ReadBatch), (nameof(SkipRoot), SkipRoot), (nameof(DownloadSuccessOnTimeout), DownloadSuccessOnTimeout),
        (nameof(ReadByName), ReadByName),
        (nameof(BasicConnectionRequest), BasicConnectionRequest), (nameof(RestAfterBoot), RestAfterBoot),
        (nameof(LastEmptyPost), LastEmptyPost), (nameof(BootIsBootstrap), BootIsBootstrap),
    }.Where(s => s.Value is not null).ToDictionary(s => char.ToLowerInvariant(s.Name[0]) + s.Name[1..], s => s.Value!, StringComparer.Ordinal);

    public bool Matches(string oui, string productClass, string softwareVersion) =>
        Fits(Oui, oui) && Fits(ProductClass, productClass) && Fits(SoftwareVersion, softwareVersion);

    /// <summary>The expression alone would say that nothing fits an empty text.</summary>
    private static bool Fits(string pattern, string text) => pattern == "*" || FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
