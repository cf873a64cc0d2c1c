using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LiveChat.WebFront.Tests.Fronts;

/// <summary>Keeps all that is logged.</summary>
internal sealed class LogTape : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string[] Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose() { }

    private sealed class Writer(LogTape tape, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            tape._lines.Enqueue($"scope {category}: {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            tape._lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
