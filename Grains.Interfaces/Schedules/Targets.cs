namespace LiveChat.Schedules;

/// <summary>What can be promised to who waits.</summary>
public enum Target
{
    /// <summary>An agent's first word.</summary>
    FirstReply = 1,

    /// <summary>The end of the conversation.</summary>
    Resolution = 2,
}

/// <summary>A promise that is about to be broken, or is.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Target">What was promised.</param>
/// <param name="DueAt">Until when, in UTC.</param>
/// <param name="Missed">Whether that is past.</param>
/// <param name="CustomerName">Whom it was promised to; null when not known.</param>
/// <param name="AgentId">Who has the session; null while it waits.</param>
[GenerateSerializer, Immutable, Alias("TargetWarning")]
public sealed record TargetWarning(
    [property: Id(0)] Guid SessionId,
    [property: Id(1)] Target Target,
    [property: Id(2)] DateTimeOffset DueAt,
    [property: Id(3)] bool Missed,
    [property: Id(4)] string? CustomerName,
    [property: Id(5)] string? AgentId);
