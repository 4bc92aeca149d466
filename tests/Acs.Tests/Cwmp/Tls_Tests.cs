using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp;

/// <summary>The CPEs' listener over TLS (TR-069 3.3), with client certificates that name a device (3.4.4).</summary>
internal sealed class Tls_Tests
{
    private static readonly DeviceId _device = new("00D09E", "Home", "0001");

    private readonly Authority _ours = new("ISP");
    private readonly Authority _vendor = new("Vendor");

    [OneTimeTearDown]
    public void Forget()
    {
        _ours.Dispose();
        _vendor.Dispose();
    }

    [TestCase("00D09E-Home-0001", HttpStatusCode.OK, ContactTrust.Device)]
    [TestCase("00D09E-0001", HttpStatusCode.OK, ContactTrust.Device)]
    [TestCase("00D09E-Home-0002", HttpStatusCode.Forbidden, null)]
    public async Task A_certificate_opens_the_door_for_the_device_that_it_names(string name, HttpStatusCode expected, ContactTrust? trust)
    {
        await using var server = await StartAsync();
        using var certificate = _ours.Gateway(name);
        using var client = Client(server, certificate);
        using var answer = await client.PostAsync("/", TestListener.Xml(Envelope.Inform("0001")));
        Assert.That(answer.StatusCode, Is.EqualTo(expected));
        Assert.That(server.Script.Contacts.Select(c => (ContactTrust?)c.Trust), Is.EqualTo(trust is null ? [] : new[] { trust }));
        Assert.That(server.Attempts.Single().Mechanism, Is.EqualTo("certificate"));
    }

    [Test]
    public async Task A_certificate_of_a_foreign_authority_counts_as_none_and_the_password_counts()
    {
        await using var server = await StartAsync();
        server.Credentials.ByName["u"] = new DeviceCredential(_device, "u", "p", Confirmed: true);
        using var certificate = _vendor.Gateway("00D09E-Home-0001");
        using var client = Client(server, certificate);
        using var challenge = await client.PostAsync("/", TestListener.Xml(Envelope.Inform("0001")));
        Assert.That(challenge.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(challenge.Headers.GetValues("WWW-Authenticate"), Has.Some.StartsWith("Basic"), "offered inside TLS alone");
        client.DefaultRequestHeaders.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("u:p")));
        using var served = await client.PostAsync("/", TestListener.Xml(Envelope.Inform("0001")));
        Assert.That(served.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Where_a_certificate_is_due_a_password_does_not_do()
    {
        await using var server = await StartAsync(("Acs:Cwmp:ClientCertificates:Mode", "Required"));
        server.Credentials.ByName["u"] = new DeviceCredential(_device, "u", "p", Confirmed: true);
        using var client = Client(server, null);
        client.DefaultRequestHeaders.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("u:p")));
        using var answer = await client.PostAsync("/", TestListener.Xml(Envelope.Inform("0001")));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_renewed_certificate_counts_from_the_next_handshake_and_its_end_is_told()
    {
        var first = TimeProvider.System.GetUtcNow().AddDays(3);
        var path = _ours.Server(first);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestListener.StartAsync(time, ("Acs:Cwmp:Url", "https://127.0.0.1:0"), ("Acs:Cwmp:Certificate:Path", path));
        Assert.That(await EndShownAsync(server), Is.EqualTo(first).Within(TimeSpan.FromSeconds(1)));

        var second = TimeProvider.System.GetUtcNow().AddDays(6);
        _ours.Server(second);
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.That(await EndShownAsync(server), Is.EqualTo(second).Within(TimeSpan.FromSeconds(1)));
        Assert.That(EndTold(), Is.EqualTo(second.ToUnixTimeSeconds()));

        await File.WriteAllTextAsync(path, "half a file");
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(2));
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.That(await EndShownAsync(server), Is.EqualTo(second).Within(TimeSpan.FromSeconds(1)), "what cannot be read leaves the old one in place");
    }

    [Test]
    public async Task An_old_version_of_TLS_is_refused()
    {
        await using var server = await StartAsync();
#pragma warning disable SYSLIB0039, CA5397, CA5398 // That it is refused is the point.
        using var client = Client(server, null, SslProtocols.Tls11);
#pragma warning restore SYSLIB0039, CA5397, CA5398
        Assert.That(async () => await client.PostAsync("/", TestListener.Xml(Envelope.Inform("0001"))), Throws.InstanceOf<HttpRequestException>());
    }

    private Task<TestListener> StartAsync(params (string Key, string Value)[] settings) => TestListener.StartAsync(
    [
        ("Acs:Cwmp:Url", "https://127.0.0.1:0"), ("Acs:Enrolment", "Closed"), ("Acs:Cwmp:Certificate:Path", _ours.Server(TimeProvider.System.GetUtcNow().AddDays(3))),
        ("Acs:Cwmp:ClientCertificates:Mode", "Optional"), ("Acs:Cwmp:ClientCertificates:TrustedAuthorities:0", _ours.Path), .. settings,
    ]);

    private static HttpClient Client(TestListener server, X509Certificate2? certificate, SslProtocols protocols = SslProtocols.None, Action<X509Certificate2>? shown = null)
    {
        var handler = new SocketsHttpHandler { UseCookies = false };
        handler.SslOptions.EnabledSslProtocols = protocols;
        handler.SslOptions.ClientCertificates = certificate is null ? null : [certificate];
        // Offered whoever the server names: what a foreign one is worth is for the server to say.
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!;
#pragma warning disable CA5359 // The gateway's trust is not what is tested.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, remote, _, _) =>
        {
            shown?.Invoke((X509Certificate2)remote!);
            return true;
        };
#pragma warning restore CA5359
        return new HttpClient(handler) { BaseAddress = server.Url };
    }

    private static async Task<DateTimeOffset> EndShownAsync(TestListener server)
    {
        DateTimeOffset? end = null;
        using var client = Client(server, null, shown: c => end = new DateTimeOffset(c.NotAfter));
        using var answer = await client.PostAsync("/", TestListener.Xml(Envelope.Inform("0001")));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return end!.Value;
    }

    private static long EndTold()
    {
        var told = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "acs.cwmp.certificate.end")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => told = Math.Max(told, value));
        listener.Start();
        listener.RecordObservableInstruments();
        return told;
    }
}
