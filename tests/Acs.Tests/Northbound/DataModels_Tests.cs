using System.Net;
using System.Text;
using System.Text.Json;
using Acs.Commands;
using Acs.Tests.Hosting;

namespace Acs.Tests.Northbound;

/// <summary>A vendor's data model, imported by the API and on the command line, seen in a device's parameters.</summary>
public sealed class DataModels_Tests
{
    private const string Model = """
        <dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-5" spec="urn:example-net:box-1">
          <model name="Box:1.0"><object name="Device.DeviceInfo."><parameter name="SoftwareVersion" access="readOnly">
            <description>What it runs.</description><syntax><string/></syntax></parameter></object></model>
        </dm:document>
        """;

    [Test]
    public async Task What_it_says_stands_beside_the_gateways_it_describes()
    {
        await using var server = await RunningServer.StartAsync();
        var row = Given.Device("MODEL1");
        await server.ArrangeAsync(db => db.Devices.Add(row));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("box"), "name" }, { new StringContent(row.Oui.ToLowerInvariant()), "oui" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(Model)), "file", "box.xml" },
        };
        using var imported = await server.Api.PostAsync(new Uri("datamodels", UriKind.Relative), form);
        var item = JsonSerializer.Deserialize<JsonElement>(await imported.Content.ReadAsStringAsync());
        Assert.That((imported.StatusCode, item.GetProperty("parameters").GetInt32()), Is.EqualTo((HttpStatusCode.Created, 1)), item.ToString());
        Assert.That((await server.GetAsync("datamodels")).Body.GetProperty("items")[0].GetProperty("source").GetString(), Does.Contain("Box:1.0"));

        using (var client = new HttpClient())
        {
            using var content = Cwmp.TestListener.Xml(Cwmp.Envelope.Inform("MODEL2"));
            using var answer = await client.PostAsync(server.Server.Addresses.Cwmp, content);
        }

        var parameters = await Eventually.NotNullAsync(async () =>
            (await server.GetAsync("devices/00D09E-Home-MODEL2/parameters?path=Device.DeviceInfo.SoftwareVersion")) is { Status: HttpStatusCode.OK, Body: var body } && body.GetArrayLength() == 1 ? body : (JsonElement?)null);
        Assert.That(parameters[0].GetProperty("description").GetString(), Is.EqualTo(row.Oui == "00D09E" ? "What it runs." : null));

        Assert.That((await server.SendAsync(HttpMethod.Delete, "datamodels/box")).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await server.SendAsync(HttpMethod.Delete, "datamodels/box")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Wrong_imports_are_told_by_field()
    {
        await using var server = await RunningServer.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent("../x"), "name" }, { new StringContent("y"), "other" } };
        using var refused = await server.Api.PostAsync(new Uri("datamodels", UriKind.Relative), form);
        var errors = JsonSerializer.Deserialize<JsonElement>(await refused.Content.ReadAsStringAsync()).GetProperty("errors");
        Assert.That((refused.StatusCode, errors.TryGetProperty("name", out _), errors.TryGetProperty("file", out _)), Is.EqualTo((HttpStatusCode.BadRequest, true, true)));

        using var broken = new MultipartFormDataContent { { new StringContent("x"), "name" }, { new ByteArrayContent("<html/>"u8.ToArray()), "file", "x.xml" } };
        using var second = await server.Api.PostAsync(new Uri("datamodels", UriKind.Relative), broken);
        Assert.That(await second.Content.ReadAsStringAsync(), Does.Contain("x.xml: its root is html"));
    }

    [Test]
    public async Task On_the_command_line()
    {
        var folder = Directory.CreateTempSubdirectory("acs-dm");
        try
        {
            var file = Path.Combine(folder.FullName, "box.xml");
            await File.WriteAllTextAsync(file, Model);
            var data = $"--Acs:DataDirectory={Path.Combine(folder.FullName, "data")}";
            Assert.That(await RunAsync("datamodel", "import", file, "--name", "box", "--product-class", "Box*", data), Is.EqualTo((CommandLine.Done, "box: 1 parameters of urn:example-net:box-1, Box:1.0.\n")));
            Assert.That((await RunAsync("datamodel", "list", data)).Output, Does.StartWith("box: 1 parameters").And.Contain("Box*"));
            Assert.That((await RunAsync("datamodel", "remove", "box", data)).Code, Is.EqualTo(CommandLine.Done));
            Assert.That((await RunAsync("datamodel", "remove", "box", data)).Code, Is.EqualTo(CommandLine.Failed));
            Assert.That((await RunAsync("datamodel", "import", file, data)).Code, Is.EqualTo(CommandLine.WrongUsage));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        return (await CommandLine.RunAsync(args, output, error, CancellationToken.None), output.ToString().ReplaceLineEndings("\n"));
    }
}
