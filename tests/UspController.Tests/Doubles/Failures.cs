using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace UspController.Tests.Doubles;

/// <summary>Collects every exception and warning that is logged.</summary>
internal sealed class Failures : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Seen { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
        {
            Warnings.Enqueue(formatter(state, exception));
        }

        if (exception is not null)
        {
            Seen.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
