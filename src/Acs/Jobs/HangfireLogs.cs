using Hangfire.Logging;
using LogLevel = Hangfire.Logging.LogLevel;

namespace Acs.Jobs;

/// <summary>
/// Hangfire's log provider is a static: this one stays for the life of the process and writes to the host that runs now,
/// or to nobody, so that a stopped host's loggers are never called.
/// </summary>
internal sealed class HangfireLogs : ILogProvider
{
    private static readonly HangfireLogs Instance = new();
    private volatile ILoggerFactory? _loggers;

    public static void WriteTo(ILoggerFactory loggers)
    {
        Instance._loggers = loggers;
        LogProvider.SetCurrentLogProvider(Instance);
    }

    public static void Stop(ILoggerFactory loggers) => Interlocked.CompareExchange(ref Instance._loggers, null, loggers);

    public ILog GetLogger(string name) => new Log(this, name);

    private sealed class Log(HangfireLogs logs, string name) : ILog
    {
        bool ILog.Log(LogLevel logLevel, Func<string>? messageFunc, Exception? exception)
        {
            if (logs._loggers is not { } loggers)
            {
                return false;
            }

            try
            {
                var logger = loggers.CreateLogger(name);
                var level = (Microsoft.Extensions.Logging.LogLevel)logLevel;
                if (messageFunc is null)
                {
                    return logger.IsEnabled(level);
                }

                logger.Log(level, default, messageFunc(), exception, (text, _) => text);
                return true;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }
    }
}
