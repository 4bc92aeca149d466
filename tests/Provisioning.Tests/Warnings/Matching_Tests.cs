using System.Text.Json.Nodes;
using Provisioning.Mud.Questions;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Csaf;
using Provisioning.Warnings.Matching;
using Provisioning.Warnings.Sources;

namespace Provisioning.Tests.Warnings;

/// <summary>Which thing an advisory speaks of, how sure that is, and what its source may say and ask.</summary>
internal sealed class Matching_Tests
{
    private const string Url = "https://argus.example/mud/eye.json";

    [TestCase("vers:generic/>=1.0|<2.3", "1.0", true)]
    [TestCase("vers:generic/>=1.0|<2.3", "2.3", false)]
    [TestCase("vers:generic/>=1.0|<2.3", "0.9", false)]
    [TestCase("vers:semver/<2.3|>=3.0|<3.1", "3.0.5", true)]
    [TestCase("vers:semver/<2.3|>=3.0|<3.1", "2.9", false)]
    [TestCase("vers:intdot/1.0|2.0", "2", true)]
    [TestCase("vers:generic/!=1.5", "1.6", true)]
    [TestCase("vers:generic/!=1.5", "1.5", false)]
    [TestCase("vers:generic/<=2.0-rc1", "2.0", false)]
    [TestCase("vers:generic/<2.0", "2.0-rc1", true)]
    [TestCase("All versions < V4.7 SP10 HF5", "4.7 SP10 HF4", true)]
    [TestCase("All versions < V4.7 SP10", "V4.7", true)]
    [TestCase("All versions < V4.7", "V4.7 SP1", false)]
    [TestCase("< 11.2a", "11.2", true)]
    [TestCase("< 10.2", "9.9.9", true)]
    [TestCase("vers:generic/*", "7", true)]
    public void A_range_holds_what_lies_between_its_bounds(string range, string version, bool holds) =>
        Assert.That(VersionRange.Parse(range)!.Contains(version), Is.EqualTo(holds));

    [TestCase("vers:deb/<2.3")]
    [TestCase("vers:generic")]
    [TestCase("vers:generic/<1|>1")]
    [TestCase("all but the newest")]
    [TestCase("")]
    public void What_cannot_be_read_is_not_guessed_at(string range) => Assert.That(VersionRange.Parse(range), Is.Null);

    [TestCase("Eye 2", "2.2", MatchStatus.Affected, MatchConfidence.Exact)]
    [TestCase("Eye 2", "2.3", MatchStatus.Fixed, MatchConfidence.Possible)]
    [TestCase("Eye 2", null, MatchStatus.Unknown, MatchConfidence.Exact)]
    public void By_model_number_and_version(string model, string? version, MatchStatus status, MatchConfidence confidence)
    {
        var match = AdvisoryMatch.Of(Read(CsafText.Advisory()), Thing("Argus Home Inc.", model, version));
        Assert.That((match?.Status, match?.Confidence), Is.EqualTo(((MatchStatus?)status, (MatchConfidence?)confidence)));
    }

    [TestCase("Bulbco", "Eye 2", "2.2")]
    [TestCase("Argus Home", "Eye 3", "2.2")]
    [TestCase("Argus Home", "Eye 2", "2.4")]
    public void Another_maker_model_or_version_is_not_spoken_of(string maker, string model, string version) =>
        Assert.That(AdvisoryMatch.Of(Read(CsafText.Advisory()), Thing(maker, model, version)), Is.Null);

    [Test]
    public void A_MUD_URL_in_the_helper_is_sure_and_a_host_name_is_not()
    {
        var document = CsafText.Advisory();
        document["product_tree"]!["branches"]![0]!["branches"]![0]!["branches"]![0]!["product"]!["product_identification_helper"] =
            JsonNode.Parse($$"""{ "x_generic_uris": [ { "namespace": "https://www.rfc-editor.org/rfc/rfc8520", "uri": "{{Url}}" } ] }""");
        var advisory = Read(document);
        Assert.That(AdvisoryMatch.Of(advisory, Thing(null, "whatever", "1.0"))?.Confidence, Is.EqualTo(MatchConfidence.Exact));
        var named = CsafText.Advisory();
        named["product_tree"]!["branches"]![0]!["branches"]![0]!["name"] = "DoorEye";
        var host = AdvisoryMatch.Of(Read(named), new Thing(null, null, [], [], "my-dooreye-2"));
        Assert.That((host?.Status, host?.Confidence), Is.EqualTo(((MatchStatus?)MatchStatus.Unknown, (MatchConfidence?)MatchConfidence.Guess)));
    }

    [Test]
    public void Software_on_hardware_has_the_ones_version_and_the_others_name()
    {
        var document = CsafText.Advisory();
        document["product_tree"] = JsonNode.Parse("""
            { "branches": [ { "category": "vendor", "name": "Argus Home", "branches": [
                { "category": "product_name", "name": "Eye 2", "product": { "product_id": "HW", "name": "Argus Eye 2", "product_identification_helper": { "model_numbers": [ "AE-2*" ] } } },
                { "category": "product_name", "name": "EyeOS", "branches": [ { "category": "product_version_range", "name": "vers:generic/<2.3", "product": { "product_id": "SW", "name": "EyeOS before 2.3" } } ] } ] } ],
              "relationships": [ { "category": "installed_on", "product_reference": "SW", "relates_to_product_reference": "HW", "full_product_name": { "product_id": "BOTH", "name": "EyeOS before 2.3 on Argus Eye 2" } } ] }
            """);
        document["vulnerabilities"] = JsonNode.Parse("""[ { "cve": "CVE-2026-0001", "product_status": { "known_affected": [ "BOTH" ] } } ]""");
        Assert.That(AdvisoryMatch.Of(Read(document), Thing("Argus Home", "AE-210", "2.2"))?.Status, Is.EqualTo(MatchStatus.Affected));
        Assert.That(AdvisoryMatch.Of(Read(document), Thing("Argus Home", "AE-210", "2.3")), Is.Null);
    }

    [TestCase("all", true)]
    [TestCase("authority:argus.example", true)]
    [TestCase("authority:example", false)]
    [TestCase("authority:argus.example:8443", false)]
    [TestCase("prefix:https://argus.example/mud/", true)]
    [TestCase("prefix:https://argus.example/mud/eye/", false)]
    [TestCase("manufacturer:argus home", true)]
    [TestCase("manufacturer:Argus", false)]
    public void A_source_speaks_about_what_is_its_own(string scope, bool covers) =>
        Assert.That(SourceScope.Parse(scope)!.Covers(Url, "Argus Home"), Is.EqualTo(covers));

    [TestCase("authority:")]
    [TestCase("authority:argus.example/mud")]
    [TestCase("prefix:https://argus.example/mud")]
    [TestCase("prefix:http://argus.example/")]
    [TestCase("manufacturer:")]
    [TestCase("everything")]
    public void A_scope_that_could_mean_more_is_none(string scope) => Assert.That(SourceScope.Parse(scope), Is.Null);

    [Test]
    public void A_source_asks_for_what_it_may_and_nobody_isolates_without_leave()
    {
        AskedFlow[] flows = [new(true, "203.0.113.9", -1, 0, 65535), new(true, "203.0.113.9", 6, 443, 443), new(true, "any", -1, 0, 65535), new(true, "0.0.0.0/1", 6, 0, 65535), new(false, "any", 6, 23, 23)];
        Assert.That(Allowed(new()), Is.Empty);
        Assert.That(Allowed(new() { MayBlockDestination = true }), Is.EqualTo([0]));
        Assert.That(Allowed(new() { MayBlockFlow = true }), Is.EqualTo([0, 1, 4]));
        Assert.That(Allowed(new() { MayBlockFlow = true, MayIsolate = true }), Is.EqualTo([0, 1, 2, 3, 4]));

        List<int> Allowed(Rights rights) => [.. SourceRights.Of(
            new WarningSourceRow { Name = "x", AddedBy = "x", MayBlockDestination = rights.MayBlockDestination, MayBlockFlow = rights.MayBlockFlow, MayIsolate = rights.MayIsolate }, flows).Allowed
            .Select(f => Array.IndexOf(flows, f))];
    }

    private static CsafAdvisory Read(JsonNode document) => CsafParser.Parse(document.Bytes()).Advisory!;

    private static Thing Thing(string? maker, string model, string? version) => new(Url, maker, [model], version is null ? [] : [version], null);

    private sealed record Rights
    {
        public bool MayBlockDestination { get; init; }

        public bool MayBlockFlow { get; init; }

        public bool MayIsolate { get; init; }
    }
}
