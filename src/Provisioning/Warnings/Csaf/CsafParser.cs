using System.Text.Json;

namespace Provisioning.Warnings.Csaf;

/// <summary>Reads a CSAF 2.0 document. Pure; everything is bounded, and what is wrong is named by its JSON path.</summary>
internal static class CsafParser
{
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int MaxDepth = 64;
    private const int MaxRevisions = 1000;
    private const int MaxNotes = 100;
    private const int MaxSummary = 2000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static CsafParseResult Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            return new CsafParseResult(null, [new CsafError("$", $"Has {json.Length} bytes; at most {MaxBytes} are read.")]);
        }

        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var errors = new List<CsafError>();
            var advisory = Read(new CsafNode(document.RootElement, "$", errors), errors);
            return new CsafParseResult(errors.Count == 0 ? advisory : null, errors);
        }
        catch (JsonException e)
        {
            return new CsafParseResult(null, [new CsafError(e.Path ?? "$", $"Is not JSON, is nested deeper than {MaxDepth}, or has a member twice (line {e.LineNumber + 1}).")]);
        }
    }

    private static CsafAdvisory? Read(CsafNode root, List<CsafError> errors)
    {
        if (!root.IsObject)
        {
            root.Wrong("Must be a CSAF document, an object.");
            return null;
        }

        var document = root.Child("document", required: true);
        if (document.Text("csaf_version", 10, required: true) is { } version && version != "2.0")
        {
            document.Wrong($"csaf_version is {version}; 2.0 is read.");
        }

        var category = document.Text("category", 200, required: true);
        var title = document.Text("title", 500, required: true);
        var publisher = document.Child("publisher", required: true);
        var name = publisher.Text("name", 300, required: true);
        publisher.Text("namespace", 300, required: true);
        var (id, number, released) = Tracking(document.Child("tracking", required: true));
        var notes = document.Items("notes", MaxNotes).Select(n => (Category: n.Text("category", required: true), Text: n.Text("text", 100_000, required: true))).ToList();
        var tree = ProductTreeReader.Read(root.Child("product_tree", required: NeedsProducts(category)));
        var vulnerabilities = VulnerabilityReader.Read(root, tree, category ?? "", NeedsProducts(category));
        return errors.Count > 0 ? null : new CsafAdvisory(
            id!, number!, category!, title!, name!,
            Cut(notes.Find(n => n.Category == "summary").Text ?? notes.Find(n => n.Category == "description").Text ?? ""), released!.Value, tree.Products, vulnerabilities);
    }

    /// <summary>§3.2.1.12, and mandatory tests 6.1.14 and 6.1.16: the version is the last revision's.</summary>
    private static (string? Id, string? Version, DateTimeOffset? Released) Tracking(CsafNode tracking)
    {
        var id = tracking.Text("id", 250, required: true);
        var version = tracking.Text("version", 60, required: true);
        var released = tracking.Time("current_release_date");
        tracking.Time("initial_release_date");
        switch (tracking.Text("status", 20, required: true))
        {
            case "final" or "interim" or null:
                break;
            case "draft":
                tracking.Wrong("status is draft: only interim and final documents are taken.");
                break;
            default:
                tracking.Wrong("status must be draft, interim or final.");
                break;
        }

        if (version is not null && !DocumentVersion.IsValid(version))
        {
            tracking.Wrong("version must be a whole number or a semantic version.");
            return (id, version, released);
        }

        var revisions = tracking.Items("revision_history", MaxRevisions, required: true)
            .Select(r => (Node: r, Number: r.Text("number", 60, required: true), At: r.Time("date"))).Where(r => r.Number is not null).ToList();
        foreach (var revision in revisions.Where(r => !DocumentVersion.IsValid(r.Number!)))
        {
            revision.Node.Wrong("number must be a whole number or a semantic version.");
            return (id, version, released);
        }

        if (version is not null && revisions.Count > 0 && revisions.Select(r => r.Number!).Aggregate((a, b) => DocumentVersion.Compare(a, b) >= 0 ? a : b) is var last
            && DocumentVersion.Compare(last, version) != 0)
        {
            tracking.Wrong($"version is {version}, and the last revision is {last}.");
        }

        return (id, version, released);
    }

    /// <summary>Profiles 4 and 5 of §4.</summary>
    private static bool NeedsProducts(string? category) => category is "csaf_security_advisory" or "csaf_vex";

    private static string Cut(string text) => text.Length <= MaxSummary ? text : text[..(MaxSummary - 1)] + "…";
}
