using System.Globalization;
using System.Text;

namespace Provisioning.Warnings.Fetching;

/// <summary>Which documents a provider has, by feed or by directory. Pure.</summary>
internal static class DocumentLists
{
    public const int Most = 50_000;

    /// <summary>A ROLIE feed (RFC 8322 as JSON, CSAF §7.1.15).</summary>
    /// <returns>Null: it is not one.</returns>
    public static IReadOnlyList<ListedDocument>? Feed(ReadOnlyMemory<byte> json) => CatalogueJson.Read<IReadOnlyList<ListedDocument>>(json, root =>
        root.Child("feed").ValueKind != System.Text.Json.JsonValueKind.Object ? null :
        [
            .. root.Child("feed").Items("entry").Take(Most)
                .Select(e => (Url: e.Child("content").Text("src") ?? e.Items("link").Where(l => l.Text("rel") == "self").Select(l => l.Text("href")).FirstOrDefault(), At: Time(e.Text("updated"))))
                .Where(e => e.Url is not null && e.At is not null).Select(e => new ListedDocument(e.Url!, e.At!.Value)),
        ]);

    /// <summary><c>changes.csv</c>: path below the directory, and time (§7.1.13).</summary>
    public static IReadOnlyList<ListedDocument> Changes(ReadOnlySpan<byte> csv, string directory)
    {
        var found = new List<ListedDocument>();
        foreach (var line in Encoding.UTF8.GetString(csv).Split('\n').Take(Most))
        {
            var parts = line.Trim().Split(',');
            if (parts.Length == 2 && parts[0].Trim('"') is { Length: > 0 and < 500 } path && Time(parts[1].Trim('"')) is { } at
                && path.EndsWith(".json", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal) && Uri.TryCreate(new Uri(directory), path, out var url))
            {
                found.Add(new ListedDocument(url.AbsoluteUri, at));
            }
        }

        return found;
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
