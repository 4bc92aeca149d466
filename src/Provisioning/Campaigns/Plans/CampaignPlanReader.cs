using System.Text.Json;

namespace Provisioning.Campaigns;

/// <summary>
/// Reads a campaign from JSON that came from outside. Everything but name, selection and change is optional. All errors
/// are reported, each naming its field.
/// </summary>
public static class CampaignPlanReader
{
    private const int MostDeviceIds = 10_000;

    private static readonly (string Field, string Search)[] SimpleFields =
    [
        ("oui", "oui"), ("productClass", "productClass"), ("manufacturer", "manufacturer"),
        ("softwareVersion", "softwareVersion"), ("tag", "tag"),
    ];

    /// <returns>The campaign, or null where <paramref name="errors"/> is not empty.</returns>
    public static NewCampaign? Read(JsonElement json, out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        errors = found;
        if (json.ValueKind != JsonValueKind.Object)
        {
            found.Add(new FieldError("$", "must be a JSON object"));
            return null;
        }

        var fields = new PlanFields(json, "", found);
        var name = fields.Text("name", 200)?.Trim();
        if (string.IsNullOrEmpty(name) && found.TrueForAll(e => e.Field != "name"))
        {
            fields.Fail("name", "is required");
        }

        var plan = new CampaignPlan(
            Selection(fields),
            Change(fields),
            RingsReader.Read(fields),
            WindowsReader.Read(fields),
            Stop(fields.Object("stopRules")),
            fields.Whole("concurrency", 1, 10_000) ?? CampaignPlan.DefaultConcurrency,
            fields.Whole("spreadMinutes", 0, 1440) ?? 0,
            fields.Whole("retries", 0, 10) ?? CampaignPlan.DefaultRetries,
            fields.Whole("retryDelayMinutes", 0, 10_080) ?? CampaignPlan.DefaultRetryDelayMinutes,
            fields.Whole("attemptMinutes", 1, 1440),
            Zone(fields),
            fields.Time("deadline"),
            fields.Flag("force"));
        fields.NothingElse();
        return found.Count == 0 ? new NewCampaign(name!, plan) : null;
    }

    private static CampaignSelection Selection(PlanFields fields)
    {
        var value = fields.Get("selection");
        if (value is null)
        {
            fields.Fail("selection", "is required: a search, or an object with search or deviceIds");
            return new CampaignSelection(null, []);
        }

        if (value.Value.ValueKind == JsonValueKind.String)
        {
            return new CampaignSelection(fields.Text("selection", 4000)?.Trim(), []);
        }

        if (fields.Object("selection") is not { } selection)
        {
            return new CampaignSelection(null, []);
        }

        var terms = new List<string>();
        if (selection.Text("search", 4000)?.Trim() is { } search)
        {
            // An empty search is every device, and has to be said.
            terms.Add(search);
        }

        foreach (var (field, key) in SimpleFields)
        {
            if (selection.Text(field) is { Length: > 0 } text)
            {
                if (text.Contains('"', StringComparison.Ordinal))
                {
                    selection.Fail(field, "must not contain a quotation mark");
                }

                terms.Add($"{key}:\"{text}\"");
            }
        }

        var ids = new List<string>();
        foreach (var (path, item) in selection.Items("deviceIds", MostDeviceIds))
        {
            if (item.ValueKind == JsonValueKind.String && Devices.DeviceId.TryParse(item.GetString(), out var id))
            {
                ids.Add(id.ToString());
            }
            else
            {
                fields.Errors.Add(new FieldError(path, "is no device id (OUI-ProductClass-SerialNumber)"));
            }
        }

        selection.NothingElse();
        if (terms.Count == 0 && ids.Count == 0)
        {
            fields.Fail("selection", "selects nothing: name a search or deviceIds");
        }

        var joined = terms.Where(t => t.Length > 0 && t != "*").ToList();
        var all = joined.Count < 2 ? string.Concat(joined) : string.Join(" AND ", joined.Select(t => $"({t})"));
        return new CampaignSelection(terms.Count == 0 ? null : all, ids);
    }

    private static CampaignChange Change(PlanFields fields)
    {
        if (fields.Object("change") is not { } change)
        {
            if (fields.Get("change") is null)
            {
                fields.Fail("change", "is required: { \"type\": \"firmware\", \"imageId\": \"…\" } or { \"type\": \"mud\", \"url\": \"…\", \"sha256\": \"…\" }");
            }

            return new CampaignChange(CampaignChange.Firmware);
        }

        var type = change.Text("type") ?? CampaignChange.Firmware;
        var read = type == CampaignChange.Mud ? MudChange(change) : FirmwareChange(change);
        if (type is not (CampaignChange.Firmware or CampaignChange.Mud))
        {
            change.Fail("type", "must be \"firmware\" or \"mud\"");
        }

        change.NothingElse();
        return read;
    }

    private static CampaignChange FirmwareChange(PlanFields change)
    {
        if (!Guid.TryParse(change.Text("imageId"), out var image))
        {
            change.Fail("imageId", "must be the id of a firmware image");
        }

        return new CampaignChange(CampaignChange.Firmware, image);
    }

    private static CampaignChange MudChange(PlanFields change)
    {
        var (url, sha256) = (change.Text("url", 255), change.Text("sha256", 64)?.ToLowerInvariant());
        if (string.IsNullOrEmpty(url))
        {
            change.Fail("url", "must be the URL of a MUD file");
        }

        if (sha256 is not { Length: 64 } || !sha256.All(char.IsAsciiHexDigit))
        {
            change.Fail("sha256", "must be the SHA-256 of a version of the file, 64 hex digits");
        }

        return new CampaignChange(CampaignChange.Mud, null, url, sha256);
    }

    private static StopRules Stop(PlanFields? rules)
    {
        if (rules is null)
        {
            return StopRules.Default;
        }

        var read = new StopRules(
            rules.Whole("maxFailures", 0, 1_000_000),
            rules.Number("maxFailureRate", 0, 1),
            rules.Whole("ofLast", 1, 10_000) ?? StopRules.DefaultOfLast);
        rules.NothingElse();
        return read;
    }

    private static string? Zone(PlanFields fields)
    {
        var name = fields.Text("timeZone", 64);
        if (name is not null && ZoneClock.Find(name) is null)
        {
            fields.Fail("timeZone", "is no IANA time zone known here (for example Europe/Berlin)");
        }

        return name;
    }
}
