namespace Provisioning.Warnings.Fetching;

/// <summary>A provider-metadata.json (CSAF §7.1.7), as far as it says where documents are. Only what anybody may read: TLP white.</summary>
/// <param name="Role"><c>csaf_publisher</c>, <c>csaf_provider</c> or <c>csaf_trusted_provider</c>.</param>
/// <param name="Feeds">ROLIE feeds (§7.1.15).</param>
/// <param name="Directories">With <c>changes.csv</c> (§7.1.13); end with a slash.</param>
internal sealed record ProviderMetadata(string Role, IReadOnlyList<string> Feeds, IReadOnlyList<string> Directories)
{
    private const int Most = 50;

    /// <returns>Null: it is not one.</returns>
    public static ProviderMetadata? Parse(ReadOnlyMemory<byte> json) => CatalogueJson.Read(json, root =>
    {
        if (root.Text("role") is not { } role)
        {
            return null;
        }

        var distributions = root.Items("distributions").Take(Most).ToList();
        var feeds = distributions.SelectMany(d => d.Child("rolie").Items("feeds").Take(Most)).Where(f => f.Text("tlp_label") is "WHITE" or "UNLABELED").Select(f => f.Text("feed_url")).OfType<string>();
        var directories = distributions.Select(d => d.Text("directory_url")).OfType<string>().Select(d => d.EndsWith('/') ? d : d + "/");
        return new ProviderMetadata(role, [.. feeds], [.. directories]);
    });
}
