using Microsoft.Extensions.Logging;

namespace LiveChat.Sessions;

public sealed partial class ChatSession
{
    [LoggerMessage(1, LogLevel.Warning, "Session {SessionId}: another activation writes it; this one leaves.")]
    private static partial void LogSequenceTaken(ILogger logger, Guid sessionId, Exception fault);

    [LoggerMessage(2, LogLevel.Error, "Session {SessionId}: the database refuses what an append holds.")]
    private static partial void LogRejected(ILogger logger, Guid sessionId, Exception fault);

    [LoggerMessage(3, LogLevel.Warning, "Session {SessionId}: an event could not be published; readers will find it in the log.")]
    private static partial void LogPublishFailed(ILogger logger, Guid sessionId, Exception fault);

    [LoggerMessage(4, LogLevel.Debug, "Session {SessionId}: the database is away: {Reason}")]
    private static partial void LogStoreAway(ILogger logger, Guid sessionId, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Session {SessionId}: the queue of desk {DeskId} could not be told; it is tried again.")]
    private static partial void LogQueueAway(ILogger logger, Guid sessionId, string deskId, Exception fault);

    [LoggerMessage(6, LogLevel.Warning, "Session {SessionId}: the assistant could not be reached for reply {ReplyId}.")]
    private static partial void LogAssistantAway(ILogger logger, Guid sessionId, Guid replyId, Exception fault);

    [LoggerMessage(7, LogLevel.Warning, "Session {SessionId}: reply {ReplyId} showed no sign of life and is ended.")]
    private static partial void LogReplySilent(ILogger logger, Guid sessionId, Guid replyId);

    [LoggerMessage(8, LogLevel.Error, "Session {SessionId}: held message {MessageId} cannot be stored: {Reason}")]
    private static partial void LogHeldRefused(ILogger logger, Guid sessionId, Guid messageId, string reason);

    [LoggerMessage(9, LogLevel.Warning, "Session {SessionId}: the sweep of files could not be told; it finds them later.")]
    private static partial void LogSweepAway(ILogger logger, Guid sessionId, Exception fault);
}
