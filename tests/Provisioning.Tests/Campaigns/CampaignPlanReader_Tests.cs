using System.Text.Json;
using Provisioning.Campaigns;

namespace Provisioning.Tests.Campaigns;

public sealed class CampaignPlanReader_Tests
{
    private const string Image = "0198c0de-0000-7000-8000-000000000001";

    [Test]
    public void Name_selection_and_change_are_enough()
    {
        var campaign = Read($$"""{ "name": "x", "selection": "productClass:SIM", "change": { "type": "firmware", "imageId": "{{Image}}" } }""", out var errors);
        Assert.That(errors, Is.Empty);
        Assert.That((campaign!.Name, campaign.Plan.Selection.Search, campaign.Plan.Change.ImageId), Is.EqualTo(("x", "productClass:SIM", Guid.Parse(Image))));
        Assert.That(campaign.Plan.StopRules, Is.EqualTo(StopRules.Default));
    }

    [Test]
    public void A_whole_plan_survives_storage()
    {
        var plan = Read(
            $$"""
            { "name": "x", "selection": { "productClass": "SIM", "tag": "beta", "deviceIds": ["00AABB-SIM-1"] },
              "change": { "imageId": "{{Image}}" }, "rings": [{ "name": "canary", "percent": 1 }, { "count": 10 }, { "search": "tag:x" }],
              "windows": [{ "days": ["mon", "Tuesday", "weekend"], "start": "22:00", "end": "24:00" }], "timeZone": "Europe/Berlin",
              "stopRules": { "maxFailures": 3, "maxFailureRate": 0.1, "ofLast": 50 }, "concurrency": 10, "spreadMinutes": 30, "retries": 2,
              "deadline": "2027-01-01T00:00:00+01:00", "force": true }
            """, out var errors)!.Plan;
        Assert.That(errors, Is.Empty);
        Assert.That(plan.Selection.Search, Is.EqualTo("(productClass:\"SIM\") AND (tag:\"beta\")"));
        Assert.That(plan.Windows[0].Days, Is.EqualTo(new[] { DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Saturday }));
        var stored = CampaignPlanJson.Write(plan);
        Assert.That(CampaignPlanJson.Write(CampaignPlanJson.Read(stored)), Is.EqualTo(stored));
        Assert.That(CampaignPlanJson.Read(stored).Windows[0].End, Is.EqualTo(TimeOnly.MinValue));
    }

    [TestCase("""{}""", "name", "selection", "change")]
    [TestCase("""{"name":"x","selection":"a","change":{"type":"reboot","imageId":"?"}}""", "change.type", "change.imageId")]
    [TestCase("""{"name":"x","selection":{},"change":{"imageId":"0198c0de-0000-7000-8000-000000000001"}}""", "selection")]
    [TestCase("""{"name":"x","selection":"a","change":{"imageId":"0198c0de-0000-7000-8000-000000000001"},"windows":[{"start":"2 am","end":"05:00"},7]}""", "windows[0].start", "windows[1]")]
    [TestCase("""{"name":"x","selection":"a","change":{"imageId":"0198c0de-0000-7000-8000-000000000001"},"rings":[{"percent":101},{"percent":1,"count":2}]}""", "rings[0].percent", "rings[1]")]
    [TestCase("""{"name":"x","selection":"a","change":{"imageId":"0198c0de-0000-7000-8000-000000000001"},"stopRules":{"maxFailure":1}}""", "stopRules.maxFailure")]
    [TestCase("""{"name":"x","selection":"a","change":{"imageId":"0198c0de-0000-7000-8000-000000000001"},"timeZone":"../../etc/passwd","concurrency":0,"deadline":"soon"}""", "concurrency", "timeZone", "deadline")]
    [TestCase("""[]""", "$")]
    public void Every_error_names_its_field(string json, params string[] fields)
    {
        Assert.That(Read(json, out var errors), Is.Null);
        Assert.That(errors.Select(e => e.Field), Is.EquivalentTo(fields));
    }

    private static NewCampaign? Read(string json, out IReadOnlyList<FieldError> errors)
    {
        using var document = JsonDocument.Parse(json);
        return CampaignPlanReader.Read(document.RootElement, out errors);
    }
}
