using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace UspController.Mtp.Tls;

/// <summary>
/// Something made of files, made again when one of them changes, so that a renewed certificate counts without a restart. Files
/// that cannot be read leave the old one in place.
/// </summary>
internal sealed partial class WatchedFiles<T>(IEnumerable<string?> paths, Func<T> load, TimeProvider time, ILogger logger)
    where T : class
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private readonly string[] _paths = [.. paths.OfType<string>().Where(p => p.Length > 0)];
    private readonly Lock _gate = new();
    private T? _current;
    private DateTime[] _stamps = [];
    private long _lookedAt;

    /// <exception cref="CryptographicException">They cannot be read, and there is no earlier one.</exception>
    public T Current()
    {
        lock (_gate)
        {
            if (_current is not null && time.GetElapsedTime(_lookedAt) < Pace)
            {
                return _current;
            }

            _lookedAt = time.GetTimestamp();
            var stamps = Array.ConvertAll(_paths, File.GetLastWriteTimeUtc);
            if (_current is not null && stamps.SequenceEqual(_stamps))
            {
                return _current;
            }

            try
            {
                _current = load();
                _stamps = stamps;
            }
            catch (Exception e) when (_current is not null && e is CryptographicException or IOException or UnauthorizedAccessException)
            {
                // Half written, perhaps: looked at again, since its time stamp is not kept.
                Log.NotRead(logger, e.Message);
            }

            return _current!;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(50, LogLevel.Error, "Certificates for MQTT cannot be read, the old ones stay: {Why}")]
        public static partial void NotRead(ILogger logger, string why);
    }
}
