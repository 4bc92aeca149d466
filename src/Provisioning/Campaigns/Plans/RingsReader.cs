using System.Text.Json;

namespace Provisioning.Campaigns;

/// <summary>The <c>rings</c> of a plan.</summary>
internal static class RingsReader
{
    public const int Most = 20;

    public static IReadOnlyList<CampaignRing> Read(PlanFields fields)
    {
        var rings = new List<CampaignRing>();
        foreach (var (path, item) in fields.Items("rings", Most))
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                fields.Errors.Add(new FieldError(path, "must be an object"));
                continue;
            }

            var ring = new PlanFields(item, path, fields.Errors);
            var read = new CampaignRing(
                ring.Text("name", 100) is { Length: > 0 } name ? name : $"ring {rings.Count + 1}",
                ring.Number("percent", 0, 100),
                ring.Whole("count", 1, 10_000_000),
                ring.Text("search", 4000));
            ring.NothingElse();
            if (new object?[] { read.Percent, read.Count, read.Search }.Count(x => x is not null) > 1)
            {
                fields.Errors.Add(new FieldError(path, "takes one of percent, count and search"));
            }

            rings.Add(read);
        }

        return rings;
    }
}
