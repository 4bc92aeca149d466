using System.Text.RegularExpressions;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Tests.Cwmp.Quirks;

/// <summary>A rule for one kind of firmware changes what goes over the wire to it, and to nobody else.</summary>
internal sealed class Switches_Tests
{
    private static readonly (string, string)[] Rule =
    [
        ("Acs:Quirks:0:Name", "home-1"),
        ("Acs:Quirks:0:ProductClass", "Hom?"),
        ("Acs:Quirks:0:SoftwareVersion", "1.*"),
        ("Acs:Quirks:0:NumericBooleans", "true"),
        ("Acs:Quirks:0:WholeSeconds", "true"),
        ("Acs:Quirks:0:XmlDeclaration", "false"),
        ("Acs:Quirks:0:ReadBatch", "2"),
    ];

    [Test]
    public async Task Quirk_11_12_and_35_values_and_declaration_are_written_as_it_wants_them()
    {
        var fitting = await WriteAsync(Rule);
        Assert.That(fitting, Does.StartWith("<soap-env:Envelope").And.Contain("xsd:boolean\">1<").And.Contain("xsd:dateTime\">2026-11-28T10:00:00Z<"));
    }

    [Test]
    public async Task Quirk_11_12_and_35_another_version_is_spoken_to_as_ever()
    {
        var other = await WriteAsync([.. Rule.Select(r => r.Item1.EndsWith("Version", StringComparison.Ordinal) ? (r.Item1, "2.*") : r)]);
        Assert.That(other, Does.StartWith("<?xml ").And.Contain("xsd:boolean\">true<").And.Contain("xsd:dateTime\">2026-11-28T10:00:00.250Z<"));
    }

    [Test]
    public async Task Quirk_17_little_is_read_at_a_time()
    {
        await using var server = await TestListener.StartAsync(Rule);
        server.Script.Operations.Enqueue(new Operation.ReadValues(Guid.NewGuid(), ["Device.A.", "Device.B.", "Device.C."]));
        using var client = server.Client();
        using var inform = await client.PostAsync("", TestListener.Xml(Envelope.Inform()));
        using var first = await client.PostAsync("", new ByteArrayContent([]));
        Assert.That(await first.Content.ReadAsStringAsync(), Does.Contain("xsd:string[2]").And.Contain("Device.B.").And.Not.Contain("Device.C."));
        using var second = await client.PostAsync("", TestListener.Xml(Envelope.Of("<cwmp:GetParameterValuesResponse><ParameterList/></cwmp:GetParameterValuesResponse>", id: "1")));
        Assert.That(await second.Content.ReadAsStringAsync(), Does.Contain("xsd:string[1]").And.Contain("Device.C."));
    }

    [Test]
    public async Task Quirk_17_a_large_read_that_is_refused_is_noted()
    {
        await using var server = await TestListener.StartAsync();
        server.Script.Operations.Enqueue(new Operation.ReadValues(Guid.NewGuid(), ["Device.A.", "Device.B."]));
        using var client = server.Client();
        using var inform = await client.PostAsync("", TestListener.Xml(Envelope.Inform()));
        using var first = await client.PostAsync("", new ByteArrayContent([]));
        using var second = await client.PostAsync("", TestListener.Xml(Envelope.Of(Envelope.Fault(9004), id: "1")));

        Assert.That(Regex.Count(await second.Content.ReadAsStringAsync(), "Device\\."), Is.EqualTo(1), "halved");
        Assert.That(server.Quirks.All.HasFlag(Quirk.LargeReadRefused));
    }

    private static async Task<string> WriteAsync((string, string)[] rule)
    {
        await using var server = await TestListener.StartAsync(rule);
        server.Script.Operations.Enqueue(new Operation.WriteValues(
            Guid.NewGuid(),
            [new("Device.A", "true", ParameterType.Boolean), new("Device.B", "2026-11-28T10:00:00.250Z", ParameterType.DateTime)]));
        using var client = server.Client();
        using var inform = await client.PostAsync("", TestListener.Xml(Envelope.Inform()));
        using var write = await client.PostAsync("", new ByteArrayContent([]));
        return await write.Content.ReadAsStringAsync();
    }
}
