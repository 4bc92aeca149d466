using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CpeSimulator.Manufacturer;

namespace CpeSimulator.Tests.Manufacturer;

[TestFixture]
internal sealed class SimulatedManufacturer_Tests
{
    private SimulatedManufacturer _makers = null!;

    [SetUp]
    public async Task SetUp() => _makers = await SimulatedManufacturer.StartAsync();

    [TearDown]
    public async Task TearDown() => await _makers.DisposeAsync();

    private static void Check(byte[] file, byte[] signature)
    {
        var cms = new SignedCms(new ContentInfo(file), detached: true);
        cms.Decode(signature);
        cms.CheckSignature(verifySignatureOnly: true);
    }

    [TestCaseSource(typeof(SimulatedManufacturer), nameof(SimulatedManufacturer.Products))]
    public void Every_file_is_signed_and_names_itself(string product)
    {
        Check(_makers.FileOf(product), _makers.SignatureOf(product));
        using var json = JsonDocument.Parse(_makers.FileOf(product));
        Assert.That(json.RootElement.GetProperty("ietf-mud:mud").GetProperty("mud-url").GetString(), Is.EqualTo(_makers.UrlOf(product).AbsoluteUri));
    }

    [Test]
    public void A_changed_file_no_longer_fits_its_signature()
    {
        _makers.Tamper("camera");
        Assert.That(() => Check(_makers.FileOf("camera"), _makers.SignatureOf("camera")), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void A_new_edition_is_signed_again()
    {
        var before = _makers.FileOf("bulb");
        _makers.Allow("bulb", "new.bulbco.example", 8443);
        Assert.That(_makers.FileOf("bulb"), Is.Not.EqualTo(before));
        Check(_makers.FileOf("bulb"), _makers.SignatureOf("bulb"));
    }

    [Test]
    public async Task The_file_is_served_over_TLS_that_its_anchor_vouches_for()
    {
        using var anchor = X509Certificate2.CreateFromPem(_makers.AuthorityPem);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { anchor },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var http = new HttpClient(handler);
        using var response = await http.GetAsync(_makers.UrlOf("lock"));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/mud+json"));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(_makers.FileOf("lock")));
        using var again = new HttpRequestMessage(HttpMethod.Get, _makers.UrlOf("lock")) { Headers = { IfNoneMatch = { response.Headers.ETag! } } };
        using var unchanged = await http.SendAsync(again);
        Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(_makers.FetchesOf("lock"), Is.EqualTo(2));
    }
}
