using Microsoft.Extensions.Logging;

namespace LiveChat.Simulation;

/// <summary>What the product logs. An error that no fault of the simulated world explains is one of the product's own.</summary>
internal sealed class Journal : ILoggerFactory, ILogger
{
    /// <summary>The errors that nothing explains.</summary>
    public List<string> Errors { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The journal is all there is.");

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning && exception is not null && !IsExplained(exception)) Errors.Add($"{formatter(state, exception)} {exception}");
    }

    /// <summary>Whether a fault is one that has to be reckoned with.</summary>
    public static bool IsExplained(Exception fault) => fault
        is StoreUnavailableException or StoreOverloadedException or SequenceTakenException
        or TimeoutException or Orleans.Runtime.OrleansException or OperationCanceledException;

    public void Dispose() { }
}
