using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Acs.Cwmp.Endpoint;

/// <summary>
/// The listener's certificate with its chain, read again when a file changes: a renewed one counts from the next handshake
/// on, without a restart. One that cannot be read leaves the old one in place.
/// </summary>
internal sealed class ServerCertificate
{
    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(10);

    private readonly CwmpCertificateOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private SslStreamCertificateContext? _current;
    private (DateTime Certificate, DateTime Key) _stamps;
    private long _lookedAt;

    public ServerCertificate(IOptions<CwmpOptions> options, CwmpMetrics metrics, TimeProvider time, ILogger<ServerCertificate> logger)
    {
        (_options, _time, _logger) = (options.Value.Certificate, time, logger);
        metrics.TellCertificateEnd(() => EndsAt);
    }

    /// <summary>When the certificate in use ends; null: there is none.</summary>
    public DateTimeOffset? EndsAt => Volatile.Read(ref _current) is { } current ? new DateTimeOffset(current.TargetCertificate.NotAfter) : null;

    /// <exception cref="CryptographicException">It cannot be read, and there is no earlier one.</exception>
    public SslStreamCertificateContext Current()
    {
        lock (_gate)
        {
            if (_current is not null && _time.GetElapsedTime(_lookedAt) < _pace)
            {
                return _current;
            }

            _lookedAt = _time.GetTimestamp();
            var stamps = Stamps();
            if (_current is not null && stamps == _stamps)
            {
                return _current;
            }

            try
            {
                Volatile.Write(ref _current, Load());
                _stamps = stamps;
                CwmpLog.CertificateLoaded(_logger, _current!.TargetCertificate.Subject, _current.TargetCertificate.NotAfter.ToUniversalTime());
            }
            catch (Exception e) when (_current is not null && e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                // Half written, perhaps: looked at again, since its time stamp is not kept.
                CwmpLog.CertificateNotRead(_logger, e.Message);
            }

            return _current!;
        }
    }

    private (DateTime Certificate, DateTime Key) Stamps() =>
        (File.GetLastWriteTimeUtc(_options.Path!), _options.KeyPath is { } key ? File.GetLastWriteTimeUtc(key) : default);

    private SslStreamCertificateContext Load()
    {
        var (path, password) = (_options.Path!, _options.Password);
        var chain = new X509Certificate2Collection();
        X509Certificate2 leaf;
        if (X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12)
        {
            chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
            leaf = chain.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CryptographicException($"{path} holds no private key.");
        }
        else
        {
            leaf = string.IsNullOrEmpty(password)
                ? X509Certificate2.CreateFromPemFile(path, _options.KeyPath)
                : X509Certificate2.CreateFromEncryptedPemFile(path, password, _options.KeyPath);
            chain.ImportFromPemFile(path);
        }

        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }
}
