using Microsoft.Extensions.Logging;

namespace LiveChat.Silo.Storage.Log;

internal sealed partial class LogWriter
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The database is away: what is sent is refused until it is back.")]
    private static partial void LogAway(ILogger logger, Exception cause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The database is still away: {Reason}")]
    private static partial void LogStillAway(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is back after {Milliseconds:F0} ms.")]
    private static partial void LogBack(ILogger logger, double milliseconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A group of {Count} appends holds one that cannot be written: it is halved.")]
    private static partial void LogHalved(ILogger logger, Exception cause, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database refuses an append to session {SessionId}.")]
    private static partial void LogRejected(ILogger logger, Exception cause, Guid sessionId);
}
