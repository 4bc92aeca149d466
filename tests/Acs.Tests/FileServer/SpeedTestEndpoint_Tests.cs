using System.Net;
using Provisioning.Conversations;
using Provisioning.Diagnostics;

namespace Acs.Tests.FileServer;

public sealed class SpeedTestEndpoint_Tests
{
    [Test]
    public async Task A_download_has_as_many_bytes_as_were_ordered()
    {
        await using var bench = await FileBench.StartAsync();
        var bytes = await bench.Http.GetByteArrayAsync(Link(bench, DiagnosticKinds.Download, 200_001));
        Assert.That(bytes, Has.Length.EqualTo(200_001));
    }

    [Test]
    public async Task An_upload_is_taken_up_to_what_was_ordered()
    {
        await using var bench = await FileBench.StartAsync();
        var link = Link(bench, DiagnosticKinds.Upload, 100_000);
        using var fits = await bench.Http.PutAsync(link, new ByteArrayContent(new byte[100_000]));
        Assert.That(fits.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        using var tooMuch = await bench.Http.PostAsync(link, new ByteArrayContent(new byte[100_001]));
        Assert.That(tooMuch.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task A_link_is_good_for_its_direction_and_its_hour()
    {
        await using var bench = await FileBench.StartAsync();
        var link = Link(bench, DiagnosticKinds.Upload, 1000);
        using var wrongWay = await bench.Http.GetAsync(link);
        Assert.That(wrongWay.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        var text = link.AbsoluteUri;
        using var forged = await bench.Http.PutAsync(new Uri(text[..^1] + (text[^1] == 'A' ? 'Q' : 'A')), new ByteArrayContent([1]));
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        bench.Time.Advance(TimeSpan.FromMinutes(61));
        using var late = await bench.Http.PutAsync(link, new ByteArrayContent([1]));
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static Uri Link(FileBench bench, string kind, long bytes) => new(bench.Speed.Complete(
        new OperationRequest
        {
            Type = OperationTypes.Diagnostic,
            Diagnostic = kind,
            Arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["bytes"] = $"{bytes}" },
        },
        "127.0.0.1").Arguments!["url"]);
}
