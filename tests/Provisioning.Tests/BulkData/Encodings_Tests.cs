using System.Text;
using Provisioning.BulkData;
using Provisioning.BulkData.Reports;

namespace Provisioning.Tests.BulkData;

/// <summary>Both encodings in both formats, with the standard's own examples (TR-369 Annex A), and what is neither.</summary>
[TestFixture]
internal sealed class Encodings_Tests
{
    private const string Stats = "Device.MoCA.Interface.1.Stats.";

    private static readonly DateTimeOffset Told = DateTimeOffset.FromUnixTimeSeconds(1364529149);

    [Test]
    public void Json_by_object_hierarchy_and_by_name_and_value_say_the_same()
    {
        var hierarchy = Read("""
            { "Report": [ { "CollectionTime": 1364529149, "Device": { "MoCA": { "Interface": {
                "1": { "Stats": { "BroadPktSent": 25248, "BytesReceived": 200543250 } },
                "2": { "Stats": { "BroadPktSent": 93247, "BytesReceived": 900543250 } } } } } } ] }
            """);
        var pairs = Read("""
            { "Report": [ { "CollectionTime": 1364529149,
                "Device.MoCA.Interface.1.Stats.BroadPktSent": 25248, "Device.MoCA.Interface.1.Stats.BytesReceived": 200543250,
                "Device.MoCA.Interface.2.Stats.BroadPktSent": 93247, "Device.MoCA.Interface.2.Stats.BytesReceived": 900543250 } ] }
            """);

        Assert.That(hierarchy.Single().CollectedAt, Is.EqualTo(Told));
        Assert.That(hierarchy.Single().Values, Is.EqualTo(pairs.Single().Values));
        Assert.That(pairs.Single().Values[3], Is.EqualTo(new BulkValue("Device.MoCA.Interface.2.Stats.BytesReceived", 900543250, null)));
    }

    [Test]
    public void Json_types_keep_their_meaning()
    {
        var values = Read("""{"Report":[{"CollectionTime":"2015-11-01T11:12:13Z","a":true,"b":"12","c":-1.5e3,"d":18446744073709551615,"e":null,"f":[1]}]}""").Single();

        Assert.That(values.CollectedAt, Is.EqualTo(new DateTimeOffset(2015, 11, 1, 11, 12, 13, TimeSpan.Zero)));
        Assert.That(values.Values, Is.EqualTo(new[]
        {
            new BulkValue("a", null, "true"), new BulkValue("b", null, "12"), new BulkValue("c", -1500, null),
            new BulkValue("d", 18446744073709551615d, "18446744073709551615"),
        }));
    }

    [Test]
    public void A_report_that_failed_before_comes_with_the_present_one()
    {
        var reports = Read("""{"Report":[{"CollectionTime":1364529149,"a":1},{"CollectionTime":1364529449,"a":2}]}""");
        Assert.That(reports.Select(r => (r.CollectedAt!.Value.ToUnixTimeSeconds(), r.Values[0].Number)), Is.EqualTo(new[] { (1364529149L, 1d), (1364529449L, 2d) }));
    }

    [Test]
    public void Csv_with_a_parameter_in_each_row()
    {
        var report = Read(
            "ReportTimestamp,ParameterName,ParameterValue,ParameterType\r\n"
            + "1364529149,Device.MoCA.Interface.1.Stats.BroadPktSent,25248,unsignedLong\r\n"
            + "1364529149,Device.MoCA.Interface.1.Stats.BytesReceived,200543250,unsignedLong\r\n"
            + "1364529149, Device.MoCA.Interface.1.Stats.BytesSent,7682161,unsignedLong\r\n"
            + "1364529149,Device.MoCA.Interface.1.Stats.Label,0042,string\r\n").Single();

        Assert.That(report.CollectedAt, Is.EqualTo(Told));
        Assert.That(report.Values, Is.EqualTo(new[]
        {
            new BulkValue(Stats + "BroadPktSent", 25248, null), new BulkValue(Stats + "BytesReceived", 200543250, null),
            new BulkValue(Stats + "BytesSent", 7682161, null), new BulkValue(Stats + "Label", null, "0042"),
        }));
    }

    [Test]
    public void Csv_with_a_parameter_in_each_column_and_three_reports_that_failed_before()
    {
        var reports = Read(
            "ReportTimestamp,BroadPktSent,BytesReceived,BytesSent,MultiPktReceived\n"
            + "1364529149,25248,200543250,7682161,890682272\n"
            + "1464639150,25249,200553250,7683161,900683272\n"
            + "1564749151,25255,200559350,7684133,910682272\n"
            + "1664859152,25252,200653267,7685167,9705982277");

        Assert.That(reports, Has.Count.EqualTo(4));
        Assert.That(reports[3].CollectedAt!.Value.ToUnixTimeSeconds(), Is.EqualTo(1664859152));
        Assert.That(reports[3].Values[3], Is.EqualTo(new BulkValue("MultiPktReceived", 9705982277, null)));
    }

    [Test]
    public void Csv_quotes_commas_and_line_breaks()
    {
        var report = Read("ParameterName,ParameterValue\r\nDevice.X,\"a \"\"b\"\", c\r\nd\"\r\n").Single();
        Assert.That(report.CollectedAt, Is.Null);
        Assert.That(report.Values.Single(), Is.EqualTo(new BulkValue("Device.X", null, "a \"b\", c\r\nd")));
    }

    [TestCase("", "The body is empty.")]
    [TestCase("{", "It is no JSON: line 1, byte 1.")]
    [TestCase("{}", "The object has no array Report.")]
    [TestCase("{\"Report\":[1]}", "A report is no object.")]
    [TestCase("{\"Report\":[{\"\\ud800\":1}]}", "A text is no UTF-8.")]
    [TestCase("a,b\n1", "A row has fewer fields than the header.")]
    [TestCase("a,b\n1,2,3", "A row has more than 2 fields.")]
    [TestCase("ParameterName,ParameterValue\nx", "A row has fewer fields than the header.")]
    [TestCase("a\n\"b", "A quote is not closed.")]
    [TestCase("a\n\"b\"c", "Something follows a closing quote.")]
    public void What_is_no_report_is_refused_and_says_why(string body, string error)
    {
        Assert.That(BulkReportReader.Read(Encoding.UTF8.GetBytes(body), new BulkDataOptions(), out var said), Is.Null);
        Assert.That(said, Is.EqualTo(error));
    }

    [Test]
    public void No_bytes_at_all_make_it_throw()
    {
        var random = new Random(7);
        var limits = new BulkDataOptions { MaxValues = 50, MaxReports = 3 };
        string[] seeds = ["{\"Report\":[{\"CollectionTime\":1,\"a\":{\"b\":[1,\"\\u0000\"]}}]}", "ReportTimestamp,ParameterName,ParameterValue,ParameterType\r\n1,\"x\",2,string\r\n"];
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(seeds[i % 2]);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var reports = BulkReportReader.Read(bytes, limits, out var error);
            Assert.That(reports is null, Is.EqualTo(error.Length > 0));
        }
    }

    [Test]
    public void Depth_and_number_are_bounded()
    {
        var limits = new BulkDataOptions { MaxValues = 10, MaxReports = 2 };
        var deep = "{\"Report\":[" + string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100) + "]}";
        var many = "{\"Report\":[{" + string.Join(',', Enumerable.Range(0, 11).Select(i => $"\"p{i}\":1")) + "}]}";
        var reports = "{\"Report\":[{\"a\":1},{\"a\":1},{\"a\":1}]}";
        var rows = "ParameterName,ParameterValue\n" + string.Concat(Enumerable.Repeat("x,1\n", 11));
        Assert.That(((string[])[deep, many, reports, rows]).Select(b => BulkReportReader.Read(Encoding.UTF8.GetBytes(b), limits, out _)), Is.All.Null);
    }

    private static IReadOnlyList<BulkReport> Read(string body)
    {
        var reports = BulkReportReader.Read(Encoding.UTF8.GetBytes(body), new BulkDataOptions(), out var error);
        Assert.That(error, Is.Empty);
        return reports!;
    }
}
