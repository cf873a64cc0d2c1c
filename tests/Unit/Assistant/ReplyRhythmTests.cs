using LiveChat.Assistant;
using LiveChat.Testing;
using Microsoft.Extensions.Options;

namespace LiveChat.Unit.Assistant;

public sealed class ReplyRhythmTests
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(20);
    private readonly ManualClock _clock = new();
    private readonly ReplyRhythm _rhythm;

    public ReplyRhythmTests() => _rhythm = new(Options.Create(new AssistantOptions { ChunkInterval = Usual }), _clock);

    [Fact]
    public async Task Timely_replies_keep_the_interval()
    {
        for (var i = 0; i < 50; i++) await Rest(TimeSpan.FromMilliseconds(2));
        _rhythm.Interval.Should().Be(Usual);
    }

    [Fact]
    public async Task Late_turns_stretch_it_for_all_up_to_three_times_itself()
    {
        await Rest(TimeSpan.FromSeconds(5));
        _rhythm.Interval.Should().Be(3 * Usual);
    }

    [Fact]
    public async Task One_late_turn_among_many_changes_little()
    {
        for (var i = 0; i < 50; i++) await Rest(TimeSpan.FromMilliseconds(1));
        await Rest(TimeSpan.FromMilliseconds(10));
        _rhythm.Interval.Should().BeLessThan(1.25 * Usual);
    }

    [Fact]
    public async Task It_recovers_once_turns_are_timely_again()
    {
        await Rest(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 200; i++) await Rest(TimeSpan.Zero);
        _rhythm.Interval.Should().Be(Usual);
    }

    [Fact]
    public async Task Nobody_rests_for_a_reply_that_is_over()
    {
        await FluentActions.Awaiting(() => _rhythm.Rest(_clock.GetTimestamp(), new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();
    }

    /// <summary>Rests for the interval after a turn that came late by so much.</summary>
    private async Task Rest(TimeSpan late)
    {
        var begun = _clock.GetTimestamp();
        _clock.Advance(late);
        var resting = _rhythm.Rest(begun, CancellationToken.None);
        _clock.Advance(_rhythm.Interval);
        await resting.WaitAsync(Asking.Patience);
    }
}
