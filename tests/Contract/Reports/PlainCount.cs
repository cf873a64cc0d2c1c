using LiveChat.Moods;
using LiveChat.Reports;
using LiveChat.Sessions;

namespace LiveChat.Contract.Reports;

/// <summary>
/// The figures of whole logs, each looked for by itself in all there is: slow, plain, and written without the counting
/// that it judges.
/// </summary>
internal static class PlainCount
{
    public static Dictionary<FigureKey, long> Of(IEnumerable<RandomTalk> talks, TimeZoneInfo zone) =>
        talks.SelectMany(talk => Of(talk, zone)).GroupBy(figure => figure.Key, figure => figure.Amount)
            .Select(amounts => KeyValuePair.Create(amounts.Key, amounts.Sum())).Where(figure => figure.Value != 0).ToDictionary();

    private static IEnumerable<(FigureKey Key, long Amount)> Of(RandomTalk talk, TimeZoneInfo zone)
    {
        var all = talk.Entries;
        if (all.Count == 0) yield break;
        var first = all[0];
        var isBetweenPeople = talk.Kind is SessionKind.Group;
        yield return Key(first, isBetweenPeople ? Measure.PeopleSessions : Measure.Sessions, bucket: isBetweenPeople ? 0 : Hour(first), desk: talk.FirstDesk ?? "");
        if (isBetweenPeople)
        {
            foreach (var message in all.Where(entry => entry.Type is not MessageType.System)) yield return Key(message, Measure.PeopleMessages);
            yield break;
        }
        foreach (var entry in all)
        {
            var before = all.TakeWhile(other => other.Seq < entry.Seq).ToList();
            if (entry.Type is MessageType.User) yield return Key(entry, Measure.CustomerMessages, Hour(entry));
            if (entry is { Type: MessageType.User, Recalled: false } && (talk.Felt.TryGetValue(entry.Seq, out var felt) ? felt : MoodLexicon.Score(entry.Content)) is not 0 and var score)
            {
                yield return Key(entry, Measure.Moods, score <= -65 ? 1 : score <= -30 ? 2 : score < 30 ? 3 : 4);
                yield return Key(entry, Measure.MoodScores, amount: score);
            }
            if (entry.Type is MessageType.Ai) yield return Key(entry, Measure.AssistantMessages);
            if (entry.Type is MessageType.Agent) yield return Key(entry, Measure.AgentMessages, agent: entry.SenderId);
            if (entry.Type is MessageType.Ai or MessageType.Agent && Unanswered(before) is { } asked)
                yield return Key(entry, entry.Type is MessageType.Ai ? Measure.AssistantReply : Measure.Reply, Bucket(asked, entry), entry.Type is MessageType.Ai ? "" : entry.SenderId);
            if (entry.Type is MessageType.Agent && Wanted(before) is { } wanted) yield return Key(entry, Measure.FirstReply, Bucket(wanted, entry), entry.SenderId);
            if (Failed(entry)) yield return Key(entry, Measure.AssistantFailures);
            if (Is(entry, "transferred")) yield return Key(entry, Measure.PassedOn, agent: entry.Event!.Args["fromAgentId"]);
            if (Is(entry, "requeued")) yield return Key(entry, Measure.Lost, agent: entry.Event!.Args["agentId"]);
            if (Is(entry, "waiting") || (Is(entry, "assigned") && Waits(before) is null)) yield return Key(entry, Measure.HandOverCauses, (int)Cause(entry, before));
            if (Is(entry, "assigned"))
            {
                yield return Key(entry, Measure.Taken, agent: entry.Event!.Args["agentId"]);
                if (Waits(before) is { } since) yield return Key(entry, Measure.Waited, Bucket(since, entry), entry.Event!.Args["agentId"]);
            }
            if (Is(entry, "closed"))
            {
                yield return Key(entry, Measure.Ended, (int)End(before), Agent(before));
                yield return Key(entry, Measure.Duration, Bucket(first, entry), Agent(before));
            }
        }
        var handed = all.Exists(entry => Is(entry, "waiting") || Is(entry, "assigned"));
        if (handed) yield return Key(first, Measure.HandedOver, desk: talk.FirstDesk ?? "");
        else if (all.Exists(entry => entry.Type is MessageType.Ai)) yield return Key(first, Measure.Alone, desk: talk.FirstDesk ?? "");
        if (all.Find(entry => Is(entry, "rated")) is { } rated)
            yield return Key(rated, Measure.Ratings, int.Parse(all.Last(entry => Is(entry, "rated")).Event!.Args["score"], null), Agent([.. all.TakeWhile(entry => entry.Seq < rated.Seq)]));

        (FigureKey, long) Key(Message entry, Measure measure, int bucket = 0, string agent = "", string? desk = null, long amount = 1) =>
            (new(desk ?? Desk(entry), Days.Number(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(entry.CreatedAt, zone).DateTime)), measure, agent, bucket), amount);

        int Hour(Message entry) => TimeZoneInfo.ConvertTime(entry.CreatedAt, zone).Hour;

        // Where it stands at an entry: the last place that was named up to it. What is passed on is counted where it was.
        string Desk(Message entry) => all.TakeWhile(other => other.Seq < entry.Seq).Append(entry).LastOrDefault(other =>
            Is(other, "waiting") || ((Is(other, "transferred") || (Is(other, "request_cancelled") && talk.FirstDesk is null)) && other.Seq < entry.Seq && other.Event!.Args.ContainsKey("deskId")))
                is { } last && !Is(last, "request_cancelled") ? last.Event!.Args["deskId"] : talk.FirstDesk ?? "";
    }

    private static bool Is(Message entry, string name) => entry.Event?.Name == name;

    private static int Bucket(Message from, Message to) => Durations.BucketOf(to.CreatedAt - from.CreatedAt);

    private static bool Failed(Message entry) => Is(entry, "ai_interrupted") && entry.Event!.Args["reason"] is not ("stopped" or "takeover");

    private static Message? Unanswered(List<Message> before) =>
        before.Skip(before.FindLastIndex(entry => entry.Type is MessageType.Ai or MessageType.Agent || Is(entry, "closed")) + 1).FirstOrDefault(entry => entry.Type is MessageType.User);

    private static Message? Wanted(List<Message> before) =>
        before.Skip(before.FindLastIndex(entry => entry.Type is MessageType.Agent || Is(entry, "closed") || Is(entry, "request_cancelled")) + 1).FirstOrDefault(entry => Is(entry, "waiting"));

    private static Message? Waits(List<Message> before) =>
        before.LastOrDefault(entry => Is(entry, "waiting") || Is(entry, "transferred") || Is(entry, "requeued") || Is(entry, "assigned") || Is(entry, "request_cancelled") || Is(entry, "closed")) is { } last
            && !Is(last, "assigned") && !Is(last, "request_cancelled") && !Is(last, "closed") ? last : null;

    private static string Agent(List<Message> before) => before.LastOrDefault(entry => Is(entry, "assigned"))?.Event!.Args["agentId"] ?? "";

    private static Ending End(List<Message> before) =>
        Waits(before) is not null ? Ending.LeftWaiting
        : Agent(before).Length > 0 ? Ending.ByAgent
        : before.Exists(entry => entry.Type is MessageType.Ai) ? Ending.ByAssistant : Ending.Unanswered;

    private static HandOverCause Cause(Message entry, List<Message> before) => Is(entry, "assigned") ? HandOverCause.TakenOver : LastAnswer(before) switch
    {
        null => HandOverCause.AtOnce,
        { Type: not MessageType.Ai } or { Interrupted: "timeout" } => HandOverCause.AfterFailure,
        { Citations.Length: > 0 } => HandOverCause.AfterAnswer,
        _ => HandOverCause.AfterUnknown,
    };

    private static Message? LastAnswer(List<Message> before) => before.LastOrDefault(entry => entry.Type is MessageType.Ai || Failed(entry));
}
