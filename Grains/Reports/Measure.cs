namespace LiveChat.Reports;

/// <summary>What is counted. The numbers stand in the database: none is ever given another meaning.</summary>
/// <remarks>A figure is an amount under a day, a desk, an agent, a measure and a bucket; the measure says what the bucket is.</remarks>
public enum Measure
{
    /// <summary>Conversations of customers begun. Bucket: the hour of the day, 0 to 23.</summary>
    Sessions = 1,

    /// <summary>What customers said. Bucket: the hour of the day.</summary>
    CustomerMessages = 2,

    /// <summary>What the assistant said.</summary>
    AssistantMessages = 3,

    /// <summary>What the agent said.</summary>
    AgentMessages = 4,

    /// <summary>Of the conversations begun that day: those that the assistant answered and no person was needed for, so far.</summary>
    Alone = 5,

    /// <summary>Of the conversations begun that day: those that a person was asked for or took.</summary>
    HandedOver = 6,

    /// <summary>A person was asked for. Bucket: <see cref="HandOverCause"/>.</summary>
    HandOverCauses = 7,

    /// <summary>From asking for a person, or from being passed on, to having one. Bucket: <see cref="Durations"/>.</summary>
    Waited = 8,

    /// <summary>From asking for a person to the agent's first word. Bucket: <see cref="Durations"/>.</summary>
    FirstReply = 9,

    /// <summary>From the first thing that the customer said since the last answer to the agent's answer. Bucket: <see cref="Durations"/>.</summary>
    Reply = 10,

    /// <summary>The same of the assistant. Bucket: <see cref="Durations"/>.</summary>
    AssistantReply = 11,

    /// <summary>The assistant had no word to answer.</summary>
    AssistantFailures = 12,

    /// <summary>The agent got a conversation.</summary>
    Taken = 13,

    /// <summary>The agent passed a conversation on.</summary>
    PassedOn = 14,

    /// <summary>The agent was lost in the middle of a conversation.</summary>
    Lost = 15,

    /// <summary>Conversations ended, of the agent who had them last. Bucket: <see cref="Ending"/>.</summary>
    Ended = 16,

    /// <summary>From the first word to the end. Bucket: <see cref="Durations"/>.</summary>
    Duration = 17,

    /// <summary>The customer's judgement, of the agent who had the conversation last. Bucket: the score, 1 to 5.</summary>
    Ratings = 18,

    /// <summary>Conversations between people, direct or in a group, begun.</summary>
    PeopleSessions = 19,

    /// <summary>What was said in them.</summary>
    PeopleMessages = 20,

    /// <summary>Tickets opened.</summary>
    TicketsOpened = 21,

    /// <summary>Tickets resolved, or closed without that, by whoever looked after them.</summary>
    TicketsResolved = 22,

    /// <summary>Tickets taken up again.</summary>
    TicketsReopened = 23,

    /// <summary>From the opening to each resolving. Bucket: <see cref="Durations"/>, in seconds.</summary>
    TicketTime = 24,

    /// <summary>What customers said that shows a mood. Bucket: <see cref="MoodBand"/>.</summary>
    Moods = 25,

    /// <summary>The scores of those moods added up, each -100 to 100.</summary>
    MoodScores = 26,
}

/// <summary>How a message sounds. The numbers stand in the database.</summary>
public enum MoodBand
{
    /// <summary>So bad that somebody should hurry.</summary>
    VeryLow = 1,

    /// <summary>Bad.</summary>
    Low = 2,

    /// <summary>Some of both.</summary>
    Even = 3,

    /// <summary>Good.</summary>
    Good = 4,
}

/// <summary>What stood before the wish for a person: why it came to it, as far as the log knows. The numbers stand in the database.</summary>
public enum HandOverCause
{
    /// <summary>The assistant had not answered anything yet.</summary>
    AtOnce = 1,

    /// <summary>The assistant's last answer had failed.</summary>
    AfterFailure = 2,

    /// <summary>The assistant's last answer named no article: it knew none.</summary>
    AfterUnknown = 3,

    /// <summary>The assistant's last answer named an article.</summary>
    AfterAnswer = 4,

    /// <summary>Nobody asked: an agent took the conversation over.</summary>
    TakenOver = 5,
}

/// <summary>How a conversation ended. The numbers stand in the database.</summary>
public enum Ending
{
    /// <summary>The assistant had answered, and no person had it.</summary>
    ByAssistant = 1,

    /// <summary>An agent had it.</summary>
    ByAgent = 2,

    /// <summary>It waited for an agent.</summary>
    LeftWaiting = 3,

    /// <summary>Nobody had answered.</summary>
    Unanswered = 4,
}
