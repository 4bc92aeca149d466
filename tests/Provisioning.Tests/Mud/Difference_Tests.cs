using Provisioning.Mud;
using Provisioning.Mud.Difference;
using Provisioning.Mud.Model;
using Provisioning.Tests.Firewall.Meaning;

namespace Provisioning.Tests.Mud;

/// <summary>Two editions of a file, compared as sets of packets.</summary>
public sealed class Difference_Tests
{
    private const string Cloud = """{"ipv4":{"ietf-acldns:dst-dnsname":"cloud.example"},"tcp":{"destination-port":{"operator":"eq","port":443}}}""";
    private const string Dns = """{"ipv4":{"ietf-acldns:dst-dnsname":"ns.example"},"udp":{"destination-port":{"operator":"eq","port":53}}}""";

    [Test]
    public void A_flow_that_comes_and_one_that_goes_are_told()
    {
        var difference = Of([(Cloud, "accept")], [(Dns, "accept")]);
        Assert.That(difference.Gained.Select(f => f.ToString()), Is.EqualTo(new[] { "to ns.example: udp to port 53, IPv4" }));
        Assert.That(difference.Lost.Select(f => f.ToString()), Is.EqualTo(new[] { "to cloud.example: tcp to port 443, IPv4" }));
    }

    [Test]
    public void Another_order_and_other_names_are_no_difference()
    {
        Assert.That(Of([(Cloud, "accept"), (Dns, "accept")], [(Dns, "accept"), (Cloud, "accept")]).IsNone, Is.True);
        Assert.That(Of([(Cloud, "accept")], [(Cloud, "accept"), (Cloud, "drop")]).IsNone, Is.True, "what is never reached");
        Assert.That(Of([(Range(1, 100), "accept")], [(Range(51, 100), "accept"), (Range(1, 50), "accept")]).IsNone, Is.True, "a range in two parts");
    }

    [Test]
    public void An_order_that_decides_is_one()
    {
        var difference = Of([(Range(10, 20), "drop"), (Range(1, 100), "accept")], [(Range(1, 100), "accept"), (Range(10, 20), "drop")]);
        Assert.That(difference.Gained.Select(f => f.ToString()), Is.EqualTo(new[] { "to any: tcp to ports 10-20, IPv4" }));
        Assert.That(difference.Lost, Is.Empty);
    }

    [Test]
    public void A_wider_prefix_is_gained_and_what_lies_inside_stays()
    {
        var difference = Of([(Prefix("198.51.100.128/25"), "accept")], [(Prefix("198.51.100.0/24"), "accept")]);
        Assert.That(difference.Gained.Select(f => f.ToString()), Is.EqualTo(new[] { "to 198.51.100.0/24: any protocol, IPv4" }));
        Assert.That(difference.Lost, Is.Empty);
    }

    [Test]
    public void Everything_to_everybody_is_said_once()
    {
        var difference = Of([(Cloud, "accept"), (Dns, "accept")], [("""{"ipv4":{}}""", "accept")]);
        Assert.That(difference.Gained.Select(f => f.ToString()), Is.EqualTo(new[] { "to any: any protocol, IPv4" }));
    }

    [Test]
    public void Who_opens_the_flow_counts()
    {
        static string Tcp(string more) => $$"""{"ipv4":{"ietf-acldns:dst-dnsname":"cloud.example"},"tcp":{ {{more}} } }""";
        var difference = Of([(Tcp("\"ietf-mud:direction-initiated\":\"from-device\""), "accept")], [(Tcp(""), "accept")]);
        Assert.That(difference.Gained.Select(f => f.ToString()), Is.EqualTo(new[] { "to cloud.example: tcp, IPv4" }));
        Assert.That(difference.Lost, Is.Empty);
    }

    [TestCaseSource(typeof(SharedFiles), nameof(SharedFiles.Names))]
    public void A_real_file_differs_from_itself_in_nothing_and_from_one_with_an_entry_less_in_that(string name)
    {
        if (MudParser.Parse(SharedFiles.Read(name)).File is not { } file)
        {
            Assert.Ignore("Refused by the parser.");
            return;
        }

        Assert.That(MudDifference.Of(file, Shuffled(file))!.IsNone, Is.True);
        var poorer = file with { FromDevice = [], ToDevice = [] };
        Assert.That(MudDifference.Of(file, poorer)!.Gained, Is.Empty);
        Assert.That(MudDifference.Of(poorer, file)!.Gained.Select(f => f.ToString()), Is.EqualTo(MudDifference.Of(file, poorer)!.Lost.Select(f => f.ToString())));
        Assert.That(MudDifference.Of(file, poorer)!.IsNone, Is.EqualTo(!file.FromDevice.Concat(file.ToDevice).Any(l => l.Aces.Any(a => a.Accept))));
    }

    /// <summary>Where nothing is forbidden, order says nothing.</summary>
    private static MudFile Shuffled(MudFile file) => file.FromDevice.Concat(file.ToDevice).Any(l => l.Aces.Any(a => !a.Accept)) ? file
        : file with
        {
            FromDevice = [.. file.FromDevice.Select(l => l with { Aces = [.. l.Aces.Reverse().Select((a, i) => a with { Name = $"other{i}" })] })],
            ToDevice = [.. file.ToDevice.Reverse()],
        };

    private static string Range(int first, int last) => $$$$"""{"ipv4":{},"tcp":{"destination-port":{"lower-port":{{{{first}}}},"upper-port":{{{{last}}}} }}}""";

    private static string Prefix(string prefix) => $$$"""{"ipv4":{"destination-ipv4-network":"{{{prefix}}}"}}""";

    private static MudDifference Of((string, string)[] old, (string, string)[] current) =>
        MudDifference.Of(MudParser.Parse(FileBuilder.File(old, [])).File!, MudParser.Parse(FileBuilder.File(current, [])).File!)!;
}
