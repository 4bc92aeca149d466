using System.Text.Json;
using Acs.Tests.Hosting;
using Provisioning.Conversations;

namespace Acs.Tests.Northbound;

/// <summary>The API's description says what an operation takes, and what it says is taken.</summary>
internal sealed class OperationSchemas_Tests
{
    private RunningServer _server = null!;
    private List<JsonElement> _schemas = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await RunningServer.StartAsync();
        using var document = JsonDocument.Parse(await _server.Http.GetStringAsync("openapi/v1.json"));
        var body = document.RootElement.GetProperty("paths").GetProperty("/api/v1/devices/{id}/operations").GetProperty("post")
            .GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        _schemas = [.. body.GetProperty("oneOf").EnumerateArray().Select(s => s.Clone())];
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public void Every_type_that_is_taken_is_described_and_no_other() =>
        Assert.That(_schemas.Select(TypeOf), Is.EquivalentTo(OperationTypes.All));

    [Test]
    public void Every_example_is_taken() => Assert.Multiple(() =>
    {
        foreach (var schema in _schemas)
        {
            OperationRequestReader.Read(schema.GetProperty("examples")[0], out var errors);
            Assert.That(errors, Is.Empty, TypeOf(schema));
        }
    });

    [Test]
    public void What_is_called_required_is_missed() => Assert.Multiple(() =>
    {
        foreach (var schema in _schemas)
        {
            foreach (var name in schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()!).Where(r => r != "type"))
            {
                var rest = schema.GetProperty("examples")[0].EnumerateObject().Where(m => m.Name != name).ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
                OperationRequestReader.Read(JsonSerializer.SerializeToElement(rest), out var errors);
                Assert.That(errors, Is.Not.Empty, $"{TypeOf(schema)} without {name}");
            }
        }
    });

    private static string TypeOf(JsonElement schema) => schema.GetProperty("properties").GetProperty("type").GetProperty("enum")[0].GetString()!;
}
