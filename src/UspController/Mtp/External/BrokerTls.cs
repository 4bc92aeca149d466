using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using MQTTnet;
using UspController.Mtp.Tls;

namespace UspController.Mtp.External;

/// <summary>TLS to the ISP's broker: whom it has to be, and what this controller shows it.</summary>
internal sealed class BrokerTls(UspMqttOptions options, TimeProvider time, ILogger logger) : IMqttClientCertificatesProvider
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly WatchedFiles<X509Certificate2Collection> _authorities = new(
        options.TlsAuthorities, () => CertificateFile.LoadAll(options.TlsAuthorities), time, logger);
    private readonly WatchedFiles<SslStreamCertificateContext> _own = new(
        [options.TlsCertificate.Path, options.TlsCertificate.KeyPath], () => CertificateFile.Load(options.TlsCertificate), time, logger);

    /// <summary>As the files are now.</summary>
    public void Configure(MqttClientTlsOptionsBuilder builder, string host)
    {
        // TR-369 R-MQTT.48; the name may stand behind a wildcard (R-MQTT.49).
        builder.UseTls().WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13)
            .WithTargetHost(options.TlsServerName.Length > 0 ? options.TlsServerName : host)
            .WithRevocationMode(X509RevocationMode.NoCheck);
        if (options.TlsAuthorities.Count > 0)
        {
            builder.WithCertificateValidationHandler(IsTrusted);
        }

        if (options.TlsCertificate.Path.Length > 0)
        {
            builder.WithClientCertificatesProvider(this);
        }
    }

    public X509CertificateCollection GetCertificates() => [_own.Current().TargetCertificate];

    private bool IsTrusted(MqttClientCertificateValidationEventArgs args)
    {
        if ((args.SslPolicyErrors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None || args.Certificate is not X509Certificate2 shown)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities.Current());
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        foreach (var element in args.Chain.ChainElements)
        {
            // What the broker sent along.
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(shown);
    }
}
