using System.Text;
using Provisioning.Mud;
using Provisioning.Mud.Model;

namespace Provisioning.Tests.Mud;

public sealed class Refusals_Tests
{
    private static IEnumerable<TestCaseData> Refused()
    {
        const string rest = "\"last-update\": \"2024-05-01T08:00:00Z\", \"is-supported\": true";
        yield return new TestCaseData(MudCodes.Syntax, "{ \"ietf-mud:mud\": \n {,");
        yield return new TestCaseData(MudCodes.Syntax, "");
        yield return new TestCaseData(MudCodes.Syntax, MudText.Lamp + "x");
        yield return new TestCaseData(MudCodes.Syntax, "{ \"ietf-mud:mud\": \"\\ud800\" }");
        yield return new TestCaseData(MudCodes.TooLarge, new string(' ', 1024 * 1024) + "{}");
        yield return new TestCaseData(MudCodes.TooLarge, new string('[', 100) + new string(']', 100));
        yield return new TestCaseData(MudCodes.TooLarge, "[" + string.Join(',', Enumerable.Repeat("1", 250_000)) + "]");
        yield return new TestCaseData(MudCodes.DuplicateMember, "{ \"ietf-mud:mud\": {}, \"ietf-mud:mud\": {} }");
        yield return new TestCaseData(MudCodes.NoMudContainer, "{}");
        yield return new TestCaseData(MudCodes.NoMudContainer, "[]");
        yield return new TestCaseData(MudCodes.Version, MudText.Lamp.Replace("\"mud-version\": 1", "\"mud-version\": 2", StringComparison.Ordinal));
        yield return new TestCaseData(MudCodes.MudUrl, MudText.WithHeader($"\"mud-version\": 1, {rest}"));
        yield return new TestCaseData(MudCodes.MudUrl, MudText.WithHeader($"\"mud-version\": 1, \"mud-url\": \"file:///etc/passwd\", {rest}"));
        yield return new TestCaseData(MudCodes.DuplicateAcl, MudText.Lamp.Replace("\"name\": \"v6-from\", \"type\"", "\"name\": \"v4-from\", \"type\"", StringComparison.Ordinal));
        yield return new TestCaseData(MudCodes.NoAcls, MudText.WithHeader(
            $$"""
            "mud-version": 1, "mud-url": "https://m.example/d", {{rest}}, "from-device-policy": { "access-lists": { "access-list": [ { "name": "a" } ] } }
            """));
        yield return new TestCaseData(MudCodes.DuplicateAcl, MudText.WithEntry("{}", policyExtra: ", \"aces\": { \"ace\": [] }"));
        yield return new TestCaseData(MudCodes.TooLarge, MudText.WithList(
            "{ \"name\": \"list\", \"type\": \"ipv4-acl-type\", \"aces\": { \"ace\": [" + string.Join(',', Enumerable.Repeat("{}", 5000)) + "] } }"));
    }

    [TestCaseSource(nameof(Refused))]
    public void A_file_that_would_have_to_be_guessed_is_refused(string code, string text)
    {
        var result = MudParser.Parse(Encoding.UTF8.GetBytes(text));
        Assert.That(result.File, Is.Null);
        Assert.That(result.Outcome, Is.EqualTo(MudParseOutcome.Refused));
        Assert.That(result.Diagnostics, Has.Some.Matches<MudDiagnostic>(d => d!.Code == code && d.Severity == MudSeverity.Error), string.Join('\n', result.Diagnostics));
    }

    [TestCase(MudCodes.UnknownMatch, """{ "ipv4": { "protocol": 6, "colour": 1 } }""")]
    [TestCase(MudCodes.UnknownMatch, """{ "sctp": {} }""")]
    [TestCase(MudCodes.UnknownMatch, """{ "ietf-mud:mud": { "neighbour": [null] } }""")]
    [TestCase(MudCodes.Contradiction, """{ "ipv4": {}, "ipv6": {} }""")]
    [TestCase(MudCodes.Contradiction, """{ "tcp": {}, "udp": {} }""")]
    [TestCase(MudCodes.Protocol, """{ "ipv4": { "protocol": 256 } }""")]
    [TestCase(MudCodes.Prefix, """{ "ipv4": { "destination-ipv4-network": "10.1/8" } }""")]
    [TestCase(MudCodes.Prefix, """{ "ipv4": { "destination-ipv4-network": "010.0.0.1/32" } }""")]
    [TestCase(MudCodes.Prefix, """{ "ipv6": { "destination-ipv6-network": "192.168.1.1" } }""")]
    [TestCase(MudCodes.DnsName, """{ "ipv4": { "ietf-acldns:dst-dnsname": "*.example" } }""")]
    [TestCase(MudCodes.DnsNameSide, """{ "ipv4": { "ietf-acldns:src-dnsname": "a.example" } }""")]
    [TestCase(MudCodes.Port, """{ "tcp": { "destination-port": { "port": 65536 } } }""")]
    [TestCase(MudCodes.Port, """{ "tcp": { "destination-port": { "lower-port": 9, "upper-port": 1 } } }""")]
    [TestCase(MudCodes.Port, """{ "tcp": { "destination-port": { "operator": "neq", "lower-port": 1, "upper-port": 9 } } }""")]
    [TestCase(MudCodes.Port, """{ "tcp": { "destination-port": {} } }""")]
    [TestCase(MudCodes.DirectionInitiated, """{ "tcp": { "ietf-mud:direction-initiated": "both" } }""")]
    [TestCase(MudCodes.SeveralPeers, """{ "ietf-mud:mud": { "local-networks": [null], "my-controller": [null] } }""")]
    [TestCase(MudCodes.Peer, """{ "ietf-mud:mud": { "local-networks": false } }""")]
    [TestCase(MudCodes.Peer, """{ "ietf-mud:mud": {} }""")]
    [TestCase(MudCodes.Icmp, """{ "icmp": { "type": 300 } }""")]
    [TestCase(MudCodes.Ethernet, """{ "eth": { "ethertype": {} } }""")]
    [TestCase(MudCodes.MatchValue, """[]""")]
    public void An_accept_that_is_not_understood_allows_nothing_and_a_drop_still_drops(string code, string matches)
    {
        var accept = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.WithEntry(matches)));
        var drop = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.WithEntry(matches, "drop")));
        Assert.Multiple(() =>
        {
            Assert.That(accept.Outcome, Is.EqualTo(MudParseOutcome.Lenient));
            Assert.That(accept.File!.FromDevice[0].Aces, Is.Empty);
            Assert.That(accept.File.FromDevice[0].LeftOut, Is.EqualTo(new[] { "entry" }));
            Assert.That(drop.File!.FromDevice[0].Aces.Single().Match.Lossy, Does.Contain("not-understood"));
            Assert.That(accept.Diagnostics, Has.Some.Matches<MudDiagnostic>(d => d!.Code == code && d.Severity == MudSeverity.Error));
            Assert.That(accept.Diagnostics, Has.Some.Matches<MudDiagnostic>(d => d!.Repair == MudRepairs.AceLeftOut));
            Assert.That(drop.File!.FromDevice[0].Aces.Single().Accept, Is.False);
            Assert.That(drop.Diagnostics, Has.Some.Matches<MudDiagnostic>(d => d!.Repair == MudRepairs.DropWidened));
        });
    }

    [TestCase("ipv4-acl-type", """{ "ipv4": { "protocol": 17 }, "tcp": {} }""")]
    [TestCase("ipv4-acl-type", """{ "ipv4": { "protocol": 6 }, "icmp": {} }""")]
    [TestCase("mixed-eth-ipv4-ipv6-acl-type", """{ "eth": { "ethertype": 2048 }, "ipv6": {} }""")]
    [TestCase("ipv4-acl-type", """{ "ipv4": { "destination-ipv4-network": "192.0.2.0/24", "ietf-acldns:dst-dnsname": "198.51.100.1" } }""")]
    public void An_entry_that_contradicts_itself_matches_nothing_and_decides_nothing(string type, string matches)
    {
        foreach (var forwarding in (string[])["accept", "drop"])
        {
            var result = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.WithEntry(matches, forwarding, type: type)));
            Assert.That(result.File!.FromDevice[0].Aces, Is.Empty, forwarding);
            Assert.That(result.File.FromDevice[0].LeftOut, Is.Empty, "nothing is lost");
            Assert.That(result.Diagnostics, Has.Some.Matches<MudDiagnostic>(d => d!.Code == MudCodes.NeverMatches && d.Repair == MudRepairs.AceLeftOut));
        }
    }

    [Test]
    public void A_diagnostic_is_short_and_safe_to_print_whatever_the_file_calls_its_members()
    {
        var result = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.WithEntry($"{{ \"\\u001b[2J{new string('x', 5000)}\": 1 }}")));
        Assert.That(result.Diagnostics, Has.All.Matches<MudDiagnostic>(d => d!.Text.Length < 600 && d.Path.Length < 600 && !d.Text.Any(char.IsControl) && !d.Path.Any(char.IsControl)));
    }

    [Test]
    public void A_to_device_list_must_not_name_its_destination()
    {
        var result = MudParser.Parse(Encoding.UTF8.GetBytes(
            MudText.WithEntry("""{ "ipv4": { "ietf-acldns:dst-dnsname": "a.example" } }""", fromDevice: false)));
        Assert.That(result.File!.ToDevice[0].Aces, Is.Empty);
        Assert.That(result.Diagnostics, Has.Some.Matches<MudDiagnostic>(d => d!.Code == MudCodes.DnsNameSide));
    }

    [TestCase("\"actions\": { \"forwarding\": \"maybe\" }")]
    [TestCase("\"actions\": {}")]
    [TestCase("\"comment\": 1")]
    public void An_entry_without_a_known_action_decides_nothing(string actions)
    {
        var result = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.WithList(
            $$"""{ "name": "list", "type": "ipv4-acl-type", "aces": { "ace": [ { "name": "a", {{actions}} } ] } }""")));
        Assert.That(result.File!.FromDevice[0].Aces, Is.Empty);
        Assert.That(result.Diagnostics, Has.Some.Matches<MudDiagnostic>(d => d!.Code == MudCodes.Action && d.Repair == MudRepairs.AceLeftOut));
    }

    [Test]
    public void A_policy_that_names_no_list_of_the_file_permits_nothing()
    {
        var result = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.Lamp.Replace("{ \"name\": \"v4-from\" }", "{ \"name\": \"other\" }", StringComparison.Ordinal)));
        Assert.That(result.File!.FromDevice.Select(a => a.Name), Is.EqualTo(new[] { "v6-from" }));
        Assert.That(result.Diagnostics, Has.Some.Matches<MudDiagnostic>(d => d!.Code == MudCodes.MissingAcl));
    }

    [Test]
    public void Frames_that_carry_no_IP_are_left_out_even_where_they_are_dropped()
    {
        var result = MudParser.Parse(Encoding.UTF8.GetBytes(MudText.WithEntry("""{ "eth": { "ethertype": 34958 } }""", "drop", type: "eth-acl-type")));
        Assert.That(result.File!.FromDevice[0].Aces, Is.Empty, "kept, it would drop every IP packet");
    }

    [Test]
    public void A_syntax_error_names_its_line() =>
        Assert.That(MudParser.Parse("{\n\"a\":\n\n!"u8.ToArray()).Diagnostics.Single().Line, Is.EqualTo(4));

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool Damaged_bytes_never_throw(int seed)
    {
        var random = new Random(seed);
        var bytes = Encoding.UTF8.GetBytes(MudText.Lamp);
        for (var i = 0; i < 1 + (seed & 7); i++)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        var result = MudParser.Parse(bytes);
        return (result.File is null) == (result.Outcome == MudParseOutcome.Refused) && result.Diagnostics.All(d => d.Code != MudCodes.Unreadable);
    }
}
