using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LiveChat.WebFront.Tests.Fronts;

/// <summary>Keeps all that is logged.</summary>
internal sealed class LogTape : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<TaskCompletionSource, string> _awaited = new();

    public string[] Lines => [.. _lines];

    /// <summary>Waits until a line holds this.</summary>
    public async Task Holds(string part, TimeSpan patience)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[found] = part;
        try
        {
            if (Array.Exists(Lines, line => line.Contains(part, StringComparison.Ordinal))) return;
            await found.Task.WaitAsync(patience);
        }
        finally
        {
            _awaited.TryRemove(found, out _);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose() { }

    private void Write(string line)
    {
        _lines.Enqueue(line);
        foreach (var (found, part) in _awaited)
        {
            if (line.Contains(part, StringComparison.Ordinal)) found.TrySetResult();
        }
    }

    private sealed class Writer(LogTape tape, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            tape.Write($"scope {category}: {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            tape.Write($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
