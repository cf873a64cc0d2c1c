using LiveChat.Assistant;
using LiveChat.Moods;
using LiveChat.Queues;
using LiveChat.Reports;
using LiveChat.Sessions;

namespace LiveChat.Unit.Reports;

/// <summary>What comes of a conversation, told step by step.</summary>
public class TallyingTests
{
    private static readonly Caller Ann = new("ann", "Ann", UserRole.Agent, ["m1"]);
    private static readonly Caller Visitor = new("v-1", "V", UserRole.Visitor, []);
    private static readonly Citation Article = new(Guid.CreateVersion7(), "When do parcels come?");

    private readonly Figures _figures = new();
    private DateTimeOffset _now = new(2026, 11, 20, 23, 50, 0, TimeSpan.Zero);
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private SessionState _state = new(new SessionHeader
    {
        SessionId = Guid.CreateVersion7(), Kind = SessionKind.Support, Title = "", Status = SessionStatus.Open, DeskId = "m1", CreatorId = "v-1",
        Control = SessionControl.Assistant, CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch,
    }, []);
    private SessionTally? _tally;
    private Message? _last;

    [Fact]
    public void What_the_assistant_solves_alone_counts_for_the_day_on_which_it_began()
    {
        Say("Where is my parcel?");
        After(2, draft => draft.EndReply(new(Guid.CreateVersion7(), "On its way.", 3, [Article], null), 1000));
        Of(Measure.Alone, 20261120).Should().Be(1);
        Of(Measure.AssistantReply, 20261120, Durations.BucketOf(TimeSpan.FromSeconds(2))).Should().Be(1);
        _figures.Topics.Should().ContainSingle().Which.Key.Should().Be(new TopicKey("m1", 20261120, Article.ArticleId));
        After(1200, draft => draft.Wait("m1", "please", null));
        Of(Measure.Alone, 20261120).Should().Be(0, "a person was needed after all");
        Of(Measure.HandedOver, 20261120).Should().Be(1, "it began on that day, whenever it was handed over");
        Of(Measure.HandOverCauses, 20261121, (int)HandOverCause.AfterAnswer).Should().Be(1);
    }

    [Fact]
    public void Waiting_and_first_reply_are_the_agents_who_came_and_spoke()
    {
        After(0, draft => draft.Wait("m1", "a person!", null));
        After(30, draft => draft.Assign(Assigned(), Ann));
        After(15, draft => draft.Say(Ann, new("a", "Hello")));
        Say("Where is it?");
        After(8, draft => draft.Say(Ann, new("b", "Here")));
        Of(Measure.Waited, 20261120, Durations.BucketOf(TimeSpan.FromSeconds(30)), "ann").Should().Be(1);
        Of(Measure.FirstReply, 20261120, Durations.BucketOf(TimeSpan.FromSeconds(45)), "ann").Should().Be(1);
        Of(Measure.Reply, 20261120, Durations.BucketOf(TimeSpan.FromSeconds(8)), "ann").Should().Be(1);
        Of(Measure.AgentMessages, 20261120, 0, "ann").Should().Be(2);
        Of(Measure.HandOverCauses, 20261120, (int)HandOverCause.AtOnce).Should().Be(1);
    }

    [Fact]
    public void A_rating_that_changes_is_counted_once_where_the_first_one_was()
    {
        After(0, draft => draft.Assign(Assigned(), Ann));
        After(0, draft => draft.Rate(new(1, null)));
        After(3600, draft => draft.Rate(new(5, "sorry")));
        _figures.Amounts.Where(figure => figure.Key.Measure == Measure.Ratings).Should().ContainSingle()
            .Which.Should().Be(KeyValuePair.Create(new FigureKey("m1", 20261120, Measure.Ratings, "ann", 5), 1L));
    }

    [Theory]
    [InlineData("wait", Ending.LeftWaiting)]
    [InlineData("assign", Ending.ByAgent)]
    [InlineData("answer", Ending.ByAssistant)]
    [InlineData("fail", Ending.Unanswered)]
    [InlineData("nothing", Ending.Unanswered)]
    public void The_end_is_whose_it_was(string before, Ending ending)
    {
        Say("Hello");
        if (before == "wait") After(1, draft => draft.Wait("m1", null, null));
        if (before == "assign") After(1, draft => draft.Assign(Assigned(), Ann));
        if (before == "answer") After(1, draft => draft.EndReply(new(Guid.CreateVersion7(), "Hello", 1, [], null), 1000));
        if (before == "fail") After(1, draft => draft.EndReply(new(Guid.CreateVersion7(), "", 0, [], "timeout"), 1000));
        After(1, draft => draft.Close(Visitor, null));
        Of(Measure.Ended, 20261120, (int)ending, before == "assign" ? "ann" : "").Should().Be(1);
    }

    [Fact]
    public void What_fails_is_no_answer_and_what_a_person_stops_is_no_failure()
    {
        Say("Hello");
        After(1, draft => draft.EndReply(new(Guid.CreateVersion7(), "", 0, [], "stopped"), 1000));
        Of(Measure.AssistantFailures, 20261120).Should().Be(0);
        After(1, draft => draft.EndReply(new(Guid.CreateVersion7(), "", 0, [], "unavailable"), 1000));
        Of(Measure.AssistantFailures, 20261120).Should().Be(1);
        Of(Measure.Alone, 20261120).Should().Be(0);
        After(1, draft => draft.Wait("m1", null, null));
        Of(Measure.HandOverCauses, 20261120, (int)HandOverCause.AfterFailure).Should().Be(1);
    }

    [Fact]
    public void What_is_passed_on_counts_at_the_other_desk_from_then_on()
    {
        After(0, draft => draft.Wait("m1", null, null));
        After(10, draft => draft.Assign(Assigned(), Ann));
        After(10, draft => draft.Transfer("m2", null, Ann));
        Of(Measure.PassedOn, 20261120, 0, "ann").Should().Be(1);
        Say("And now?");
        _figures.Amounts.Keys.Where(key => key.Measure == Measure.CustomerMessages).Should().OnlyContain(key => key.DeskId == "m2");
        Of(Measure.HandedOver, 20261120).Should().Be(1, "it is the same conversation, begun at the first desk");
    }

    [Fact]
    public void What_customers_say_counts_by_how_it_sounds_until_it_is_taken_back()
    {
        Say("What about my order?");
        Say("Thank you, great!");
        Say("This is terrible, I am furious");
        var bad = _last!;
        var (good, worse) = (MoodLexicon.Score("Thank you, great!"), MoodLexicon.Score(bad.Content));
        Of(Measure.Moods, 20261120, (int)MoodBand.Good).Should().Be(1);
        Of(Measure.Moods, 20261120, (int)MoodBand.VeryLow).Should().Be(1);
        Of(Measure.MoodScores, 20261120).Should().Be(good + worse);
        After(5, draft => draft.Recall(bad));
        After(5, draft => draft.Recall(bad));
        Of(Measure.Moods, 20261120, (int)MoodBand.VeryLow).Should().Be(0);
        Of(Measure.MoodScores, 20261120).Should().Be(good);
        Of(Measure.CustomerMessages, 20261120, 23).Should().Be(3, "it was said, for all that");
    }

    [Theory]
    [InlineData("Asia/Taipei", 20261121, 7)]
    [InlineData("America/New_York", 20261120, 18)]
    [InlineData("Asia/Kathmandu", 20261121, 5)]
    public void Days_and_hours_are_the_desks(string zone, int day, int hour)
    {
        _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Say("Hello");
        Of(Measure.Sessions, day, hour).Should().Be(1);
        Of(Measure.CustomerMessages, day, hour).Should().Be(1);
    }

    [Fact]
    public void A_clock_that_goes_backwards_makes_no_negative_times()
    {
        Say("Hello");
        After(-60, draft => draft.EndReply(new(Guid.CreateVersion7(), "Hi", 1, [], null), 1000));
        Of(Measure.AssistantReply, 20261120, 0).Should().Be(1);
    }

    private long Of(Measure measure, int day, int bucket = 0, string agentId = "") => _figures.Amounts.GetValueOrDefault(new("m1", day, measure, agentId, bucket));

    private void Say(string text) => After(0, draft => draft.Say(Visitor, new(Guid.CreateVersion7().ToString(), text)));

    private void After(double seconds, Action<LogDraft> step)
    {
        _now = _now.AddSeconds(seconds);
        var draft = new LogDraft(_state, _now);
        step(draft);
        var append = draft.ToAppend();
        _state = _state.With(append)!;
        _last = append.Entries[^1];
        var tallying = new Tallying(_figures, _ => _zone);
        foreach (var entry in append.Entries) _tally = tallying.Count(_tally, SessionKind.Support, "m1", entry);
    }

    private Assignment Assigned() => new(_state.Header.SessionId, "ann", "Ann", "free", [], 0);
}
