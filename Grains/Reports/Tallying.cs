using System.Globalization;
using LiveChat.Moods;
using LiveChat.Sessions;

namespace LiveChat.Reports;

/// <summary>
/// Counts a session's entries, one after the other. Pure: what comes of a log depends on its entries alone, however they
/// are parted among counts and whoever does them.
/// </summary>
/// <param name="figures">Where it is added.</param>
/// <param name="zoneOf">The zone of a desk's days; the empty desk has one, too.</param>
public sealed class Tallying(Figures figures, Func<string, TimeZoneInfo> zoneOf)
{
    private static readonly Dictionary<long, int> Nothing = [];

    private readonly MoodTallying _moods = new(figures);

    /// <summary>Counts the next entry.</summary>
    /// <param name="tally">What was remembered after the entry before; null for the first.</param>
    /// <param name="kind">The session's kind.</param>
    /// <param name="firstDesk">The desk at which the session was made; null for none.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="felt">What is known better of how messages sound than by the lexicon, by their numbers; 0 for no mood.</param>
    public SessionTally Count(SessionTally? tally, SessionKind kind, string? firstDesk, Message entry, IReadOnlyDictionary<long, int>? felt = null)
    {
        var before = tally ?? Begin(kind, firstDesk, entry);
        var after = Counted(before, kind, entry, felt ?? Nothing);
        return after.DeskId == before.DeskId ? after : after.CameTo(before.DeskId, entry.Seq);
    }

    /// <summary>Counts what is known better of how a counted message sounds, in place of what was counted.</summary>
    /// <param name="tally">What is remembered.</param>
    /// <param name="kind">The session's kind; between people no moods are counted.</param>
    /// <param name="mood">How it sounds; 0 for no mood.</param>
    /// <param name="counted">What was counted of it where the tally does not remember; 0 for no mood.</param>
    /// <param name="saidAt">When it was said.</param>
    public SessionTally Correct(SessionTally tally, SessionKind kind, Mood mood, int counted, DateTimeOffset saidAt)
    {
        if (kind is SessionKind.Direct or SessionKind.Group) return tally;
        var desk = tally.DeskAt(mood.Seq);
        return _moods.Correct(tally, mood, counted, desk, Local(desk, saidAt).Day);
    }

    private SessionTally Counted(SessionTally now, SessionKind kind, Message entry, IReadOnlyDictionary<long, int> felt)
    {
        if (kind is SessionKind.Direct or SessionKind.Group)
        {
            if (entry.Type is not MessageType.System) Add(now, entry, Measure.PeopleMessages);
            return now;
        }
        return entry.Type switch
        {
            MessageType.User => Customer(now, entry, felt),
            MessageType.Ai => Assistant(now, entry),
            MessageType.Agent => Agent(now, entry),
            _ => entry.Event is { } recorded ? System(now, entry, recorded) : now,
        };
    }

    private SessionTally Begin(SessionKind kind, string? firstDesk, Message entry)
    {
        var desk = firstDesk ?? "";
        var tally = new SessionTally { DeskId = desk, BegunDesk = desk, BegunAt = entry.CreatedAt, BegunDay = Local(desk, entry).Day };
        if (kind is SessionKind.Direct or SessionKind.Group) Add(tally, entry, Measure.PeopleSessions);
        else Add(tally, entry, Measure.Sessions, Local(desk, entry).Hour);
        return tally;
    }

    private SessionTally Customer(SessionTally tally, Message entry, IReadOnlyDictionary<long, int> felt)
    {
        Add(tally, entry, Measure.CustomerMessages, Local(tally.DeskId, entry).Hour);
        return _moods.Feel(tally, MoodRules.Of(entry, felt), Local(tally.DeskId, entry).Day) with { UnansweredSince = tally.UnansweredSince ?? entry.CreatedAt };
    }

    private SessionTally Assistant(SessionTally tally, Message entry)
    {
        Add(tally, entry, Measure.AssistantMessages);
        if (tally.UnansweredSince is { } since) Add(tally, entry, Measure.AssistantReply, since);
        foreach (var citation in (entry.Citations ?? []).DistinctBy(cited => cited.ArticleId))
            figures.Add(new TopicKey(tally.DeskId, Local(tally.DeskId, entry).Day, citation.ArticleId), citation);
        var isFirst = !tally.Alone && !tally.HandedOver;
        if (isFirst) OfItsDay(tally, Measure.Alone, 1);
        return tally with { UnansweredSince = null, Answered = true, Alone = tally.Alone || isFirst, Answer = AnswerOf(entry) };
    }

    private SessionTally Agent(SessionTally tally, Message entry)
    {
        Add(tally, entry, Measure.AgentMessages, agentId: entry.SenderId);
        if (tally.AskedAt is { } asked) Add(tally, entry, Measure.FirstReply, asked, entry.SenderId);
        if (tally.UnansweredSince is { } since) Add(tally, entry, Measure.Reply, since, entry.SenderId);
        return tally with { AskedAt = null, UnansweredSince = null };
    }

    private SessionTally System(SessionTally tally, Message entry, SystemEvent recorded) => recorded.Name switch
    {
        SystemEventName.Waiting => Ask(tally with { DeskId = recorded.Args.GetValueOrDefault("deskId", tally.DeskId) }, entry),
        SystemEventName.RequestCancelled => TakeBack(tally),
        SystemEventName.Assigned => Take(tally, entry, recorded.Args.GetValueOrDefault("agentId", "")),
        SystemEventName.Transferred => PassOn(tally, entry, recorded),
        SystemEventName.Requeued => Lose(tally, entry),
        SystemEventName.Closed => End(tally, entry),
        SystemEventName.ReplyInterrupted => Fail(tally, entry, recorded.Args.GetValueOrDefault("reason", "")),
        SystemEventName.Rated => Rate(tally, entry, recorded.Args.GetValueOrDefault("score", "")),
        SystemEventName.Recalled => _moods.TakeBack(tally, entry),
        _ => tally,
    };

    private SessionTally Ask(SessionTally tally, Message entry) =>
        HandOver(tally, entry, tally.Answer switch
        {
            LastAnswer.None => HandOverCause.AtOnce,
            LastAnswer.Failed => HandOverCause.AfterFailure,
            LastAnswer.Unknown => HandOverCause.AfterUnknown,
            _ => HandOverCause.AfterAnswer,
        }) with { WaitingSince = entry.CreatedAt, AskedAt = tally.AskedAt ?? entry.CreatedAt };

    /// <summary>The assistant answers again. A conversation with the assistant alone is at no desk then.</summary>
    private static SessionTally TakeBack(SessionTally tally) =>
        tally with { WaitingSince = null, AskedAt = null, DeskId = tally.BegunDesk.Length == 0 ? "" : tally.DeskId };

    private SessionTally Take(SessionTally tally, Message entry, string agentId)
    {
        Add(tally, entry, Measure.Taken, agentId: agentId);
        if (tally.WaitingSince is { } since) Add(tally, entry, Measure.Waited, since, agentId);
        else tally = HandOver(tally, entry, HandOverCause.TakenOver);
        return tally with { WaitingSince = null, AgentId = agentId };
    }

    private SessionTally PassOn(SessionTally tally, Message entry, SystemEvent recorded)
    {
        Add(tally, entry, Measure.PassedOn, agentId: recorded.Args.GetValueOrDefault("fromAgentId", ""));
        return tally with { WaitingSince = entry.CreatedAt, DeskId = recorded.Args.GetValueOrDefault("deskId", tally.DeskId) };
    }

    private SessionTally Lose(SessionTally tally, Message entry)
    {
        Add(tally, entry, Measure.Lost, agentId: tally.AgentId);
        return tally with { WaitingSince = entry.CreatedAt };
    }

    private SessionTally End(SessionTally tally, Message entry)
    {
        var ending = tally switch
        {
            { WaitingSince: not null } => Ending.LeftWaiting,
            { AgentId.Length: > 0 } => Ending.ByAgent,
            { Answered: true } => Ending.ByAssistant,
            _ => Ending.Unanswered,
        };
        Add(tally, entry, Measure.Ended, (int)ending, tally.AgentId);
        Add(tally, entry, Measure.Duration, tally.BegunAt, tally.AgentId);
        return tally with { WaitingSince = null, AskedAt = null, UnansweredSince = null };
    }

    private static LastAnswer AnswerOf(Message entry) => entry switch
    {
        { Interrupted: { } reason } when !IsStopped(reason) => LastAnswer.Failed,
        { Citations.Length: > 0 } => LastAnswer.Known,
        _ => LastAnswer.Unknown,
    };

    /// <summary>Whether a person ended the answer: nothing failed.</summary>
    private static bool IsStopped(string reason) => reason is "stopped" or "takeover";

    private SessionTally Fail(SessionTally tally, Message entry, string reason)
    {
        if (IsStopped(reason)) return tally;
        Add(tally, entry, Measure.AssistantFailures);
        return tally with { Answer = LastAnswer.Failed };
    }

    /// <summary>A rating that changes stays where the first one was counted.</summary>
    private SessionTally Rate(SessionTally tally, Message entry, string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var score)) return tally;
        var before = tally.Rating;
        var rating = before is null ? new CountedRating(tally.DeskId, Local(tally.DeskId, entry).Day, tally.AgentId, score) : before with { Score = score };
        if (before is not null) figures.Add(KeyOf(before), -1);
        figures.Add(KeyOf(rating));
        return tally with { Rating = rating };

        static FigureKey KeyOf(CountedRating counted) => new(counted.DeskId, counted.Day, Measure.Ratings, counted.AgentId, counted.Score);
    }

    /// <summary>A person is needed: counted once a conversation, its cause each time.</summary>
    private SessionTally HandOver(SessionTally tally, Message entry, HandOverCause cause)
    {
        Add(tally, entry, Measure.HandOverCauses, (int)cause);
        if (!tally.HandedOver) OfItsDay(tally, Measure.HandedOver, 1);
        if (tally.Alone) OfItsDay(tally, Measure.Alone, -1);
        return tally with { HandedOver = true, Alone = false };
    }

    private void OfItsDay(SessionTally tally, Measure measure, long amount) => figures.Add(new FigureKey(tally.BegunDesk, tally.BegunDay, measure, "", 0), amount);

    private void Add(SessionTally tally, Message entry, Measure measure, DateTimeOffset since, string agentId = "") =>
        Add(tally, entry, measure, Durations.BucketOf(entry.CreatedAt - since), agentId);

    private void Add(SessionTally tally, Message entry, Measure measure, int bucket = 0, string agentId = "") =>
        figures.Add(new FigureKey(tally.DeskId, Local(tally.DeskId, entry).Day, measure, agentId, bucket));

    private (int Day, int Hour) Local(string deskId, Message entry) => Local(deskId, entry.CreatedAt);

    private (int Day, int Hour) Local(string deskId, DateTimeOffset moment)
    {
        var time = TimeZoneInfo.ConvertTime(moment, zoneOf(deskId));
        return (Days.Number(DateOnly.FromDateTime(time.DateTime)), time.Hour);
    }
}
