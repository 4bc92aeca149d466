using System.Net.Http.Headers;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CpeSimulator.Manufacturer;

namespace CpeSimulator.Tests.Manufacturer;

[TestFixture]
internal sealed class MudFileServer_Tests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Test]
    public async Task A_published_file_is_served_with_a_signature_that_fits()
    {
        using var authority = new MudAuthority("Test", Now);
        await using var server = await MudFileServer.StartAsync(authority, [.. Product.All.Select(p => p.HostName).Distinct()]);
        using var client = Client(authority);
        foreach (var product in Product.All)
        {
            var url = product.Publish(server, Now);
            using var response = await client.GetAsync(new Uri(url));
            var file = await response.Content.ReadAsByteArrayAsync();
            Assert.That(response.Content.Headers.ContentType, Is.EqualTo(new MediaTypeHeaderValue("application/mud+json")));

            using var document = JsonDocument.Parse(file);
            var mud = document.RootElement.GetProperty("ietf-mud:mud");
            Assert.That(mud.GetProperty("mud-url").GetString(), Is.EqualTo(url));
            var signature = await client.GetByteArrayAsync(new Uri(mud.GetProperty("mud-signature").GetString()!));
            Assert.That(() => Check(file, signature), Throws.Nothing);
        }
    }

    [Test]
    public async Task A_tampered_file_no_longer_fits_its_signature()
    {
        using var authority = new MudAuthority("Test", Now);
        await using var server = await MudFileServer.StartAsync(authority, Product.Camera.HostName);
        using var client = Client(authority);
        var url = Product.Camera.Publish(server, Now);
        server.Tamper(url, "{}");
        var signature = await client.GetByteArrayAsync(new Uri(MudFileServer.SignatureOf(url)));
        Assert.That(() => Check("{}"u8.ToArray(), signature), Throws.InstanceOf<System.Security.Cryptography.CryptographicException>());
    }

    private static void Check(byte[] file, byte[] signature)
    {
        var cms = new SignedCms(new ContentInfo(file), detached: true);
        cms.Decode(signature);
        cms.CheckSignature(verifySignatureOnly: true);
    }

    /// <summary>Trusts only the authority, and takes every name for loopback.</summary>
    private static HttpClient Client(MudAuthority authority)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync("127.0.0.1", context.DnsEndPoint.Port, token);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { X509Certificate2.CreateFromPem(authority.RootPem) },
        };
        return new HttpClient(handler);
    }
}
