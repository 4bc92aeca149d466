using System.Text.Json;
using System.Text.Json.Serialization;

namespace Provisioning.Campaigns;

/// <summary>How plans are stored. What comes from outside is read by <see cref="CampaignPlanReader"/>.</summary>
internal static class CampaignPlanJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<DayOfWeek>(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    public static string Write(CampaignPlan plan) => JsonSerializer.Serialize(plan, Options);

    public static CampaignPlan Read(string json) =>
        JsonSerializer.Deserialize<CampaignPlan>(json, Options) ?? throw new JsonException("a campaign's plan is null");
}
