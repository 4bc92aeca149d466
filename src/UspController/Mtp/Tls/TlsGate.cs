using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace UspController.Mtp.Tls;

/// <summary>How the embedded broker shakes hands: TLS 1.2 or 1.3 (TR-369 R-MQTT.48), agents' certificates as policy says.</summary>
internal sealed class TlsGate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WatchedFiles<SslStreamCertificateContext> _own;
    private readonly AgentCertificates _agents;
    private readonly TimeProvider _time;

    public TlsGate(UspMqttOptions options, UspMetrics metrics, TimeProvider time, ILogger logger)
    {
        var own = options.TlsCertificate;
        _own = new([own.Path, own.KeyPath], () => CertificateFile.Load(own), time, logger);
        _agents = new AgentCertificates(options.TlsAgents, time, logger);
        _time = time;
        metrics.TellCertificateEnd(() => new DateTimeOffset(_own.Current().TargetCertificate.NotAfter));
    }

    /// <exception cref="CryptographicException">The certificate cannot be read, and there is no earlier one.</exception>
    public void Check() => _ = _own.Current();

    /// <summary>The secured stream, and what the agent showed; null: nothing.</summary>
    /// <exception cref="AuthenticationException">The other side does not agree.</exception>
    /// <exception cref="IOException">It hung up.</exception>
    /// <exception cref="OperationCanceledException">It took longer than 20 s.</exception>
    public async Task<(SslStream Stream, JudgedCertificate? Shown)> ShakeAsync(Stream inner, CancellationToken cancellationToken)
    {
        JudgedCertificate? judged = null;
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _own.Current(),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (_agents.AreWanted)
        {
            options.ClientCertificateRequired = true;
            options.CertificateChainPolicy = _agents.Policy();
            // A certificate that does not count is no reason to hang up: its bearer may have a password too. What it is worth is
            // decided with the CONNECT, which also can say why.
#pragma warning disable CA5359 // Judged, and the judgement kept.
            options.RemoteCertificateValidationCallback = (_, shown, chain, _) =>
            {
                judged = shown is X509Certificate2 certificate ? _agents.Judge(certificate, chain) : null;
                return true;
            };
#pragma warning restore CA5359
        }

        var stream = new SslStream(inner);
        try
        {
            using var patience = new CancellationTokenSource(Patience, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            await stream.AuthenticateAsServerAsync(options, either.Token);
            return (stream, judged);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
