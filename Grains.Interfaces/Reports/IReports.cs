namespace LiveChat.Reports;

/// <summary>Figures over days: how much was said, how long people waited, what came of it. They follow the logs by some seconds.</summary>
/// <remarks>Key: the id of the user who asks. It keeps nothing.</remarks>
[Alias("IReports")]
public interface IReports : IGrainWithStringKey
{
    /// <summary>
    /// The figures of a desk, or of all desks. All desks are for admins; a desk is for its agents too, who see of the
    /// agents themselves alone. FORBIDDEN to everybody else, NOT_FOUND where there is no such desk.
    /// </summary>
    [Alias("Read")] Task<Outcome<Report>> Read(Caller caller, ReportSpan span);

    /// <summary>How the API did: for each route how often it was called, how long it took and how often it failed. Admins only.</summary>
    [Alias("Api")] Task<Outcome<ApiReport>> Api(Caller caller, ReportSpan span);
}

/// <summary>What a report is about.</summary>
/// <param name="DeskId">The desk; null for all of them.</param>
/// <param name="From">The first day; null for a week before the last.</param>
/// <param name="To">The last day; null for today.</param>
[GenerateSerializer, Immutable, Alias("ReportSpan")]
public sealed record ReportSpan(
    [property: Id(0)] string? DeskId,
    [property: Id(1)] DateOnly? From,
    [property: Id(2)] DateOnly? To)
{
    /// <summary>The most days of one report.</summary>
    public const int MostDays = 366;

    /// <summary>The days of a report that names none.</summary>
    public const int UsualDays = 7;
}

/// <summary>A report.</summary>
/// <param name="DeskId">The desk; null for all of them.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="TimeZone">In whose time days begin and hours are; with all desks, each desk's own counts for it.</param>
/// <param name="Total">All days together.</param>
/// <param name="Days">Each day, the first first, also those on which nothing happened.</param>
/// <param name="Desks">Each desk on which anything happened, by name; empty in a desk's own report.</param>
/// <param name="Agents">Each agent who did anything, by name.</param>
/// <param name="Hours">When conversations begin: the hours of the week in which any did.</param>
/// <param name="Topics">The articles that answers used most, the most used first.</param>
[GenerateSerializer, Immutable, Alias("Report")]
public sealed record Report(
    [property: Id(0)] string? DeskId,
    [property: Id(1)] DateOnly From,
    [property: Id(2)] DateOnly To,
    [property: Id(3)] string TimeZone,
    [property: Id(4)] ReportFigures Total,
    [property: Id(5)] ReportDay[] Days,
    [property: Id(6)] ReportDesk[] Desks,
    [property: Id(7)] ReportAgent[] Agents,
    [property: Id(8)] ReportHour[] Hours,
    [property: Id(9)] ReportTopic[] Topics)
{
    /// <summary>The most topics of one report.</summary>
    public const int MostTopics = 20;
}

/// <summary>What is counted of a day, a desk, or everything.</summary>
/// <param name="Sessions">Conversations of customers begun.</param>
/// <param name="CustomerMessages">What customers said.</param>
/// <param name="AssistantMessages">What the assistant said.</param>
/// <param name="AgentMessages">What agents said.</param>
/// <param name="SolvedAlone">Of the conversations begun: those that the assistant answered and no person was needed for, so far.</param>
/// <param name="HandedOver">Of the conversations begun: those that a person was asked for or took, so far.</param>
/// <param name="Causes">What stood before people were asked for.</param>
/// <param name="Waited">From asking for a person, or being passed on, to having one.</param>
/// <param name="FirstReply">From asking for a person to the first word of one.</param>
/// <param name="Reply">From what the customer said to the agent's answer.</param>
/// <param name="AssistantReply">From what the customer said to the assistant's answer.</param>
/// <param name="AssistantFailures">How often the assistant had no word to answer.</param>
/// <param name="Endings">How conversations ended.</param>
/// <param name="Duration">From the first word to the end.</param>
/// <param name="Ratings">How many gave one point, two, up to five.</param>
/// <param name="Tickets">What became of tickets.</param>
/// <param name="Moods">How customers sounded.</param>
[GenerateSerializer, Immutable, Alias("ReportFigures")]
public sealed record ReportFigures(
    [property: Id(0)] long Sessions,
    [property: Id(1)] long CustomerMessages,
    [property: Id(2)] long AssistantMessages,
    [property: Id(3)] long AgentMessages,
    [property: Id(4)] long SolvedAlone,
    [property: Id(5)] long HandedOver,
    [property: Id(6)] ReportCauses Causes,
    [property: Id(7)] Spread? Waited,
    [property: Id(8)] Spread? FirstReply,
    [property: Id(9)] Spread? Reply,
    [property: Id(10)] Spread? AssistantReply,
    [property: Id(11)] long AssistantFailures,
    [property: Id(12)] ReportEndings Endings,
    [property: Id(13)] Spread? Duration,
    [property: Id(14)] long[] Ratings,
    [property: Id(15)] ReportTickets Tickets,
    [property: Id(16)] ReportMoods Moods);

/// <summary>How customers sounded: what they said that shows a mood.</summary>
/// <param name="VeryLow">From -100 to -65: somebody should hurry.</param>
/// <param name="Low">From -64 to -30.</param>
/// <param name="Even">From -29 to 29: some of both.</param>
/// <param name="Good">From 30 to 100.</param>
/// <param name="Mean">The mean of them all, -100 (worst) to 100 (best); null when none shows a mood.</param>
[GenerateSerializer, Immutable, Alias("ReportMoods")]
public sealed record ReportMoods(
    [property: Id(0)] long VeryLow,
    [property: Id(1)] long Low,
    [property: Id(2)] long Even,
    [property: Id(3)] long Good,
    [property: Id(4)] double? Mean);

/// <summary>What became of tickets.</summary>
/// <param name="Opened">How many were opened.</param>
/// <param name="Resolved">How often one was resolved, or closed without that.</param>
/// <param name="Reopened">How often one was taken up again.</param>
/// <param name="Time">From the opening to each resolving.</param>
[GenerateSerializer, Immutable, Alias("ReportTickets")]
public sealed record ReportTickets(
    [property: Id(0)] long Opened,
    [property: Id(1)] long Resolved,
    [property: Id(2)] long Reopened,
    [property: Id(3)] Spread? Time);

/// <summary>How durations lie; within 4 %.</summary>
/// <param name="Count">Of how many.</param>
/// <param name="Median">Half took no longer, seconds.</param>
/// <param name="P90">Nine of ten took no longer, seconds.</param>
[GenerateSerializer, Immutable, Alias("Spread")]
public sealed record Spread([property: Id(0)] long Count, [property: Id(1)] double Median, [property: Id(2)] double P90);

/// <summary>What stood before people were asked for, each time one was.</summary>
/// <param name="AtOnce">Nothing: the assistant had not answered yet.</param>
/// <param name="AfterFailure">An answer that failed.</param>
/// <param name="AfterUnknown">An answer that named no article.</param>
/// <param name="AfterAnswer">An answer that named one.</param>
/// <param name="TakenOver">Nobody asked: an agent took the conversation.</param>
[GenerateSerializer, Immutable, Alias("ReportCauses")]
public sealed record ReportCauses(
    [property: Id(0)] long AtOnce,
    [property: Id(1)] long AfterFailure,
    [property: Id(2)] long AfterUnknown,
    [property: Id(3)] long AfterAnswer,
    [property: Id(4)] long TakenOver);

/// <summary>How conversations ended.</summary>
/// <param name="ByAssistant">The assistant had answered, and no person had it.</param>
/// <param name="ByAgent">An agent had it.</param>
/// <param name="LeftWaiting">It waited for an agent.</param>
/// <param name="Unanswered">Nobody had answered.</param>
[GenerateSerializer, Immutable, Alias("ReportEndings")]
public sealed record ReportEndings(
    [property: Id(0)] long ByAssistant,
    [property: Id(1)] long ByAgent,
    [property: Id(2)] long LeftWaiting,
    [property: Id(3)] long Unanswered);

/// <summary>A day.</summary>
[GenerateSerializer, Immutable, Alias("ReportDay")]
public sealed record ReportDay([property: Id(0)] DateOnly Day, [property: Id(1)] ReportFigures Figures);

/// <summary>A desk; the id is empty for what belongs to none.</summary>
[GenerateSerializer, Immutable, Alias("ReportDesk")]
public sealed record ReportDesk([property: Id(0)] string DeskId, [property: Id(1)] string Name, [property: Id(2)] ReportFigures Figures);

/// <summary>What an agent did.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">The agent's name.</param>
/// <param name="Taken">Conversations got.</param>
/// <param name="Messages">What the agent said.</param>
/// <param name="PassedOn">Conversations passed on.</param>
/// <param name="Lost">Conversations in which the agent was lost.</param>
/// <param name="Ended">Conversations ended that the agent had last.</param>
/// <param name="FirstReply">From asking for a person to the agent's first word.</param>
/// <param name="Reply">From what the customer said to the agent's answer.</param>
/// <param name="Ratings">How many gave one point, two, up to five.</param>
/// <param name="TicketsResolved">How often a ticket of the agent's was resolved.</param>
[GenerateSerializer, Immutable, Alias("ReportAgent")]
public sealed record ReportAgent(
    [property: Id(0)] string AgentId,
    [property: Id(1)] string Name,
    [property: Id(2)] long Taken,
    [property: Id(3)] long Messages,
    [property: Id(4)] long PassedOn,
    [property: Id(5)] long Lost,
    [property: Id(6)] long Ended,
    [property: Id(7)] Spread? FirstReply,
    [property: Id(8)] Spread? Reply,
    [property: Id(9)] long[] Ratings,
    [property: Id(10)] long TicketsResolved);

/// <summary>An hour of the week.</summary>
/// <param name="Weekday">1 for Monday to 7 for Sunday.</param>
/// <param name="Hour">0 to 23.</param>
/// <param name="Sessions">Conversations begun in it.</param>
/// <param name="Messages">What customers said in it.</param>
[GenerateSerializer, Immutable, Alias("ReportHour")]
public sealed record ReportHour(
    [property: Id(0)] int Weekday,
    [property: Id(1)] int Hour,
    [property: Id(2)] long Sessions,
    [property: Id(3)] long Messages);

/// <summary>What was asked about: an article that answers used.</summary>
[GenerateSerializer, Immutable, Alias("ReportTopic")]
public sealed record ReportTopic([property: Id(0)] Guid ArticleId, [property: Id(1)] string Title, [property: Id(2)] long Answers);
