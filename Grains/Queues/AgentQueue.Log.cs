using Microsoft.Extensions.Logging;

namespace LiveChat.Queues;

public sealed partial class AgentQueue
{
    [LoggerMessage(1, LogLevel.Information, "Desk {DeskId}: session {SessionId} goes to {AgentId} ({Reason}) after {WaitedSeconds} s.")]
    private static partial void LogAssigned(ILogger logger, string deskId, Guid sessionId, string agentId, string reason, int waitedSeconds);

    [LoggerMessage(2, LogLevel.Information, "Desk {DeskId}: {AgentId} is lost; session {SessionId} is to wait again.")]
    private static partial void LogAgentLost(ILogger logger, string deskId, Guid sessionId, string agentId);

    [LoggerMessage(3, LogLevel.Debug, "Desk {DeskId}: {AgentId} told of their presence, but has no seat here.")]
    private static partial void LogNoSeat(ILogger logger, string deskId, string agentId);

    [LoggerMessage(4, LogLevel.Warning, "Desk {DeskId}: a {Event} could not be published.")]
    private static partial void LogPublishFailed(ILogger logger, string deskId, string @event, Exception fault);

    [LoggerMessage(5, LogLevel.Warning, "Desk {DeskId}: the reminder that wakes the queue after a restart could not be registered; it is tried again.")]
    private static partial void LogReminderFailed(ILogger logger, string deskId, Exception fault);

    [LoggerMessage(6, LogLevel.Warning, "Desk {DeskId}: the queue could not be compared with the store; it is tried again.")]
    private static partial void LogSweepFailed(ILogger logger, string deskId, Exception fault);

    [LoggerMessage(7, LogLevel.Information, "Desk {DeskId}: session {SessionId} missed the target {Target}, which was due at {DueAt}.")]
    private static partial void LogTargetMissed(ILogger logger, string deskId, Guid sessionId, Schedules.Target target, DateTimeOffset dueAt);

    [LoggerMessage(8, LogLevel.Warning, "Desk {DeskId}: the clock was set back by {Step}; offers are made again.")]
    private static partial void LogClockSetBack(ILogger logger, string deskId, TimeSpan step);
}
