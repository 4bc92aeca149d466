using System.Text;
using Provisioning.Mud;
using Provisioning.Mud.Model;

namespace Provisioning.Tests.Mud;

public sealed class Repairs_Tests
{
    private const string Url = "\"mud-url\": \"https://m.example/d.json\"";
    private const string Rest = "\"last-update\": \"2024-05-01T08:00:00Z\", \"is-supported\": true";
    private const string Accept = "\"actions\": { \"forwarding\": \"accept\" }";

    private static IEnumerable<TestCaseData> Repaired()
    {
        yield return Case(MudRepairs.ByteOrderMark, "\uFEFF" + MudText.Lamp);
        yield return Case(MudRepairs.DefaultVersion, MudText.WithHeader($"{Url}, {Rest}"));
        yield return Case(MudRepairs.DefaultIsSupported, MudText.WithHeader($"\"mud-version\": 1, {Url}, \"last-update\": \"2024-05-01T08:00:00Z\""));
        yield return Case(MudRepairs.DefaultLastUpdate, MudText.WithHeader($"\"mud-version\": 1, {Url}, \"is-supported\": true"));
        yield return Case(MudRepairs.DefaultLastUpdate, MudText.WithHeader($"\"mud-version\": 1, {Url}, \"is-supported\": true, \"last-update\": \"yesterday\""));
        yield return Case(MudRepairs.LastUpdateUtc, MudText.WithHeader($"\"mud-version\": 1, {Url}, \"is-supported\": true, \"last-update\": \"2024-05-01T08:00:00\""));
        yield return Case(MudRepairs.ClampedCacheValidity, MudText.WithHeader($"\"mud-version\": 1, {Url}, {Rest}, \"cache-validity\": 1440"));
        yield return Case(MudRepairs.DefaultCacheValidity, MudText.WithHeader($"\"mud-version\": 1, {Url}, {Rest}, \"cache-validity\": \"long\""));
        yield return Case(MudRepairs.NumberAsString, MudText.WithHeader($"\"mud-version\": \"1\", {Url}, {Rest}"));
        yield return Case(MudRepairs.BooleanAsString, MudText.WithHeader($"\"mud-version\": 1, {Url}, \"last-update\": \"2024-05-01T08:00:00Z\", \"is-supported\": \"true\""));
        yield return Case(MudRepairs.HttpMudUrl, MudText.WithHeader($"\"mud-version\": 1, \"mud-url\": \"http://m.example/d.json\", {Rest}"));
        yield return Case(MudRepairs.LeafListAsString, MudText.WithHeader($"\"mud-version\": 1, {Url}, {Rest}, \"extensions\": \"ol\""));
        yield return Case(MudRepairs.YangPrefix, MudText.WithHeader($"\"mud-version\": 1, {Url}, {Rest}, \"mudtx:transparency\": {{}}"));
        yield return Case(MudRepairs.RedundantPrefix, MudText.WithHeader($"\"mud-version\": 1, {Url}, {Rest}, \"ietf-mud:systeminfo\": \"D\""));
        yield return Case(MudRepairs.NodeIgnored, MudText.WithHeader($"\"mud-version\": 1, {Url}, {Rest}, \"colour\": \"red\""));
        yield return Case(MudRepairs.DraftAclsRoot, MudText.Lamp.Replace("ietf-access-control-list:acls", "ietf-access-control-list:access-lists", StringComparison.Ordinal));
        yield return Case(MudRepairs.EthernetAclType, MudText.WithEntry("{}", type: "ethernet-acl-type"));
        yield return Case(MudRepairs.DraftAclType, MudText.WithEntry("{}", type: "ipv4-acl"));
        yield return Case(MudRepairs.DefaultAclType, MudText.WithEntry("{}", type: "fancy-acl-type"));
        yield return Case(MudRepairs.DraftPolicyAclType, MudText.WithEntry("{}", policyExtra: ", \"type\": \"ipv4-acl-type\""));
        yield return Case(MudRepairs.AclTypeMismatch, MudText.WithEntry("""{ "ipv6": {} }"""));
        yield return Case(MudRepairs.EthertypeString, MudText.WithEntry("""{ "eth": { "ethertype": "0x0800" } }""", type: "eth-acl-type"));
        yield return Case(MudRepairs.EthernetInIpAcl, MudText.WithEntry("""{ "eth": { "ethertype": 2048 } }"""));
        yield return Case(MudRepairs.PrefixWithoutLength, MudText.WithEntry("""{ "ipv4": { "destination-ipv4-network": "224.0.0.251" } }"""));
        yield return Case(MudRepairs.OperatorWithRange, MudText.WithEntry("""{ "udp": { "source-port": { "operator": "range", "lower-port": 1, "upper-port": 9 } } }"""));
        yield return Case(MudRepairs.LowerPortAlone, MudText.WithEntry("""{ "udp": { "source-port": { "lower-port": 53 } } }"""));
        yield return Case(MudRepairs.DraftMatchContainer, MudText.WithEntry("""{ "ipv4-acl": { "protocol": 6 } }"""));
        yield return Case(MudRepairs.DraftPortPlace, MudText.WithEntry("""{ "ipv4": { "protocol": 6, "destination-port-range": { "lower-port": 1, "upper-port": 9 } } }"""));
        yield return Case(MudRepairs.DraftMudMatchPlace, MudText.WithEntry("""{ "ietf-mud:same-manufacturer": [null] }"""));
        yield return Case(MudRepairs.DnsNamePlace, MudText.WithEntry("""{ "ietf-acldns:dst-dnsname": "a.example" }"""));
        yield return Case(MudRepairs.MissingPrefix, MudText.WithEntry("""{ "tcp": { "direction-initiated": "from-device" } }"""));
        yield return Case(MudRepairs.EmptyValue, MudText.WithEntry("""{ "ietf-mud:mud": { "same-manufacturer": [] } }"""));
        yield return Case(MudRepairs.ControllerNotUri, MudText.WithEntry("""{ "ietf-mud:mud": { "controller": "bacnet" } }"""));
        yield return Case(MudRepairs.DirectionNotTcp, MudText.WithEntry("""{ "udp": { "ietf-mud:direction-initiated": "from-device" } }"""));
        yield return Case(MudRepairs.LetterCase, MudText.WithEntry("{}", "ACCEPT"));
        yield return Case(MudRepairs.EntriesInPolicy, MudText.WithHeader(
            $$"""
            "mud-version": 1, {{Url}}, {{Rest}}, "from-device-policy": { "access-lists": { "access-list": [
              { "name": "list", "type": "ipv4-acl-type", "aces": { "ace": [ { "name": "a", {{Accept}} } ] } } ] } }
            """));
        yield return Case(MudRepairs.DraftAclName, MudText.WithList($$"""{ "acl-name": "list", "type": "ipv4-acl-type", "aces": { "ace": [ { "name": "a", {{Accept}} } ] } }"""));
        yield return Case(MudRepairs.DraftEntries, MudText.WithList($$"""{ "name": "list", "type": "ipv4-acl-type", "access-list-entries": { "ace": [ { "name": "a", {{Accept}} } ] } }"""));
        yield return Case(MudRepairs.DraftRuleName, MudText.WithList($$"""{ "name": "list", "type": "ipv4-acl-type", "aces": { "ace": [ { "rule-name": "a", {{Accept}} } ] } }"""));
        yield return Case(MudRepairs.AceName, MudText.WithList($$"""{ "name": "list", "type": "ipv4-acl-type", "aces": { "ace": [ { "name": "a", {{Accept}} }, { "name": "a", {{Accept}} } ] } }"""));
    }

    [TestCaseSource(nameof(Repaired))]
    public void A_deviation_is_repaired_and_the_repair_has_its_name(string repair, string text)
    {
        var result = MudParser.Parse(Encoding.UTF8.GetBytes(text));
        Assert.That(result.Outcome, Is.EqualTo(MudParseOutcome.Lenient), string.Join('\n', result.Diagnostics));
        Assert.That(result.Diagnostics.Where(d => d.Severity != MudSeverity.Info).Select(d => d.Repair), Is.All.EqualTo(repair));
        Assert.That(result.Diagnostics, Has.None.Matches<MudDiagnostic>(d => d!.Severity == MudSeverity.Error));
        Assert.That(result.File!.FromDevice.Sum(a => a.Aces.Count), Is.EqualTo(Entries(text)));
    }

    [Test]
    public void Every_entry_keeps_a_name_of_its_own()
    {
        var text = MudText.WithList($$"""{ "name": "list", "type": "ipv4-acl-type", "aces": { "ace": [ { "name": "a", {{Accept}} }, { "name": "a", {{Accept}} }, { {{Accept}} } ] } }""");
        var aces = MudParser.Parse(Encoding.UTF8.GetBytes(text)).File!.FromDevice[0].Aces;
        Assert.That(aces.Select(a => a.Name), Is.EqualTo(new[] { "a", "a#2", "ace-3" }));
    }

    [Test]
    public void A_long_validity_is_one_week() =>
        Assert.That(
            MudParser.Parse(Encoding.UTF8.GetBytes(MudText.WithHeader($"\"mud-version\": 1, {Url}, {Rest}, \"cache-validity\": 1440"))).File!.CacheValidity,
            Is.EqualTo(TimeSpan.FromHours(168)));

    private static TestCaseData Case(string repair, string text) => new(repair, text);

    private static int Entries(string text) =>
        text.Contains("lamps.example", StringComparison.Ordinal) ? 5 : text.Split("\"actions\"").Length - 1;
}
