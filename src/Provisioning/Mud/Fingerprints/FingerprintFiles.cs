using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Provisioning.Mud.Fingerprints;

/// <summary>The catalogue that comes with the server (<c>schemas/fingerprints</c>), and the ISP's own in <c>Acs:DataDirectory/fingerprints</c>.</summary>
public static class FingerprintFiles
{
    private const string Prefix = "fingerprints.";
    private const int MaxEntries = 10_000;
    private const int MaxText = 200;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public static FingerprintCatalogue BuiltIn { get; } = new([.. OfServer()]);

    /// <exception cref="OptionsValidationException">A file of the ISP's is wrong; every error names its file.</exception>
    public static FingerprintCatalogue Read(string dataDirectory)
    {
        var (folder, errors, entries) = (Path.Combine(Path.GetFullPath(dataDirectory), "fingerprints"), new List<string>(), new List<Fingerprint>(BuiltIn.Entries));
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            entries.AddRange(Read(Path.GetFileName(file), stream, errors));
        }

        return errors.Count == 0 ? new FingerprintCatalogue(entries) : throw new OptionsValidationException("Acs:DataDirectory", typeof(ProvisioningOptions), errors);
    }

    internal static IReadOnlyList<Fingerprint> Read(string name, Stream json, List<string> errors)
    {
        try
        {
            var entries = JsonSerializer.Deserialize<List<Fingerprint>>(json, _json) ?? [];
            errors.AddRange(entries.Take(MaxEntries).Select((e, i) => (Wrong: Check(e), i)).Where(e => e.Wrong is not null).Select(e => $"fingerprints/{name}: entry {e.i + 1}: {e.Wrong}"));
            return entries.Count <= MaxEntries ? entries : throw new JsonException($"has {entries.Count} entries; {MaxEntries} are allowed");
        }
        catch (JsonException e)
        {
            errors.Add($"fingerprints/{name}: {e.Message}");
            return [];
        }
    }

    private static string? Check(Fingerprint e) =>
        e.Model is not { Length: > 0 and <= MaxText } ? $"model must be a text of 1 to {MaxText} characters."
        : e.Confidence is not (> 0 and < 1) ? "confidence must be between 0 and 1: nothing is certain."
        : e.Oui is { } ouis && !ouis.All(IsOui) ? "oui must be three octets in hex with colons: 00:17:88."
        : e is { Oui: null or { Count: 0 }, VendorClass: null, HostName: null } ? "give oui, vendorClass or hostName."
        : e.VendorClass is { Length: 0 or > MaxText } || e.HostName is { Length: 0 or > MaxText } ? $"vendorClass and hostName have 1 to {MaxText} characters."
        : e.MudUrl is { } url && AnnouncedUrl.Check(url).Url is null ? "mudUrl must be an absolute https URL."
        : null;

    private static bool IsOui(string text) => text is { Length: 8 } && text[2] == ':' && text[5] == ':' && text.Where((_, i) => i % 3 != 2).All(char.IsAsciiHexDigit);

    private static IEnumerable<Fingerprint> OfServer()
    {
        var assembly = typeof(FingerprintFiles).Assembly;
        var errors = new List<string>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var entry in Read(name[Prefix.Length..], stream, errors))
            {
                yield return entry;
            }
        }

        if (errors.Count > 0)
        {
            throw new InvalidDataException(string.Join(' ', errors));
        }
    }
}
