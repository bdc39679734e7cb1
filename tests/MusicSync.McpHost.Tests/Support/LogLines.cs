using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MusicSync.McpHost.Tests.Support;

/// <summary>Keeps every log line, exceptions and scopes included.</summary>
internal sealed class LogLines
{
    private readonly ConcurrentQueue<string> _lines = [];

    public string Text => string.Join('\n', _lines);

    /// <summary>Everything, down to trace.</summary>
    public void Capture(ILoggingBuilder logging) =>
        logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new Provider(_lines));

    public ILogger<T> For<T>() => LoggerFactory.Create(Capture).CreateLogger<T>();

    private sealed class Provider(ConcurrentQueue<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Sink(categoryName, lines);

        public void Dispose()
        {
        }
    }

    private sealed class Sink(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category} {logLevel} {formatter(state, exception)} {exception}");
    }
}
