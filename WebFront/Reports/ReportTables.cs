using System.Globalization;
using LiveChat.Reports;
using LiveChat.WebFront.Endpoints;

namespace LiveChat.WebFront.Reports;

/// <summary>The tables of a report as rows of comma-separated values, the names of the columns first. Times are in seconds.</summary>
internal static class ReportTables
{
    public const string Days = "days";

    private static readonly string[] FigureNames =
    [
        "sessions", "customerMessages", "assistantMessages", "agentMessages", "solvedAlone", "handedOver",
        "atOnce", "afterFailure", "afterUnknown", "afterAnswer", "takenOver",
        "waited", "waitedMedian", "waitedP90", "firstReplies", "firstReplyMedian", "firstReplyP90", "replies", "replyMedian", "replyP90",
        "assistantReplies", "assistantReplyMedian", "assistantReplyP90", "assistantFailures",
        "endedByAssistant", "endedByAgent", "leftWaiting", "endedUnanswered", "ended", "durationMedian", "durationP90",
        "rated1", "rated2", "rated3", "rated4", "rated5",
        "ticketsOpened", "ticketsResolved", "ticketsReopened", "ticketTimes", "ticketTimeMedian", "ticketTimeP90",
        "moodVeryLow", "moodLow", "moodEven", "moodGood", "moodMean",
    ];

    private static readonly Dictionary<string, Func<Report, IEnumerable<string>>> Tables = new(StringComparer.Ordinal)
    {
        [Days] = report => Rows(["day", .. FigureNames], report.Days, day => [Text(day.Day), .. Cells(day.Figures)]),
        ["desks"] = report => Rows(["deskId", "name", .. FigureNames], report.Desks, desk => [desk.DeskId, desk.Name, .. Cells(desk.Figures)]),
        ["agents"] = report => Rows(
            ["agentId", "name", "taken", "messages", "passedOn", "lost", "ended", "firstReplies", "firstReplyMedian", "firstReplyP90", "replies", "replyMedian", "replyP90", "rated1", "rated2", "rated3", "rated4", "rated5", "ticketsResolved"],
            report.Agents,
            agent => [agent.AgentId, agent.Name, Text(agent.Taken), Text(agent.Messages), Text(agent.PassedOn), Text(agent.Lost), Text(agent.Ended),
                .. Cells(agent.FirstReply), .. Cells(agent.Reply), .. agent.Ratings.Select(Text), Text(agent.TicketsResolved)]),
        ["hours"] = report => Rows(["weekday", "hour", "sessions", "customerMessages"], report.Hours, hour => [Text(hour.Weekday), Text(hour.Hour), Text(hour.Sessions), Text(hour.Messages)]),
        ["topics"] = report => Rows(["articleId", "title", "answers"], report.Topics, topic => [topic.ArticleId.ToString(), topic.Title, Text(topic.Answers)]),
    };

    /// <summary>The names of the tables.</summary>
    public static IEnumerable<string> Names => Tables.Keys;

    /// <summary>How a table is written; null where there is none of that name.</summary>
    public static Func<Report, IEnumerable<string>>? Of(string table) => Tables.GetValueOrDefault(table);

    /// <summary>The routes of the API; times are in milliseconds.</summary>
    public static IEnumerable<string> Routes(ApiReport report) => Rows(
        ["route", "calls", "refused", "failed", "median", "p90"], report.Routes,
        route => [route.Route, Text(route.Calls), Text(route.Refused), Text(route.Failed), Text(route.Median), Text(route.P90)]);

    private static IEnumerable<string> Rows<T>(string[] names, T[] rows, Func<T, IEnumerable<string>> cells) =>
        rows.Select(row => Csv.Row(cells(row))).Prepend(Csv.Row(names));

    private static IEnumerable<string> Cells(ReportFigures figures) =>
    [
        Text(figures.Sessions), Text(figures.CustomerMessages), Text(figures.AssistantMessages), Text(figures.AgentMessages), Text(figures.SolvedAlone), Text(figures.HandedOver),
        Text(figures.Causes.AtOnce), Text(figures.Causes.AfterFailure), Text(figures.Causes.AfterUnknown), Text(figures.Causes.AfterAnswer), Text(figures.Causes.TakenOver),
        .. Cells(figures.Waited), .. Cells(figures.FirstReply), .. Cells(figures.Reply), .. Cells(figures.AssistantReply), Text(figures.AssistantFailures),
        Text(figures.Endings.ByAssistant), Text(figures.Endings.ByAgent), Text(figures.Endings.LeftWaiting), Text(figures.Endings.Unanswered),
        .. Cells(figures.Duration), .. figures.Ratings.Select(Text),
        Text(figures.Tickets.Opened), Text(figures.Tickets.Resolved), Text(figures.Tickets.Reopened), .. Cells(figures.Tickets.Time),
        Text(figures.Moods.VeryLow), Text(figures.Moods.Low), Text(figures.Moods.Even), Text(figures.Moods.Good), figures.Moods.Mean is { } mean ? Text(mean) : "",
    ];

    /// <summary>How many, the median, nine of ten; the times are empty where there were none.</summary>
    private static string[] Cells(Spread? spread) => spread is null ? ["0", "", ""] : [Text(spread.Count), Text(spread.Median), Text(spread.P90)];

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
