using LiveChat.Assistant;
using LiveChat.Testing;

namespace LiveChat.Unit.Assistant;

public sealed class PaceTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly ManualClock _clock = new();

    [Fact]
    public void A_step_is_due_an_interval_after_the_one_before()
    {
        var pace = new Pace(Step, Step * 5, _clock);
        for (var i = 0; i < 3; i++)
        {
            var next = pace.Next(default);
            _clock.Advance(Step - TimeSpan.FromTicks(1));
            next.IsCompleted.Should().BeFalse();
            _clock.Advance(TimeSpan.FromTicks(1));
            next.IsCompletedSuccessfully.Should().BeTrue();
        }
    }

    [Fact]
    public void What_came_late_is_caught_up_as_far_as_allowed()
    {
        var pace = new Pace(Step, Step * 5, _clock);
        _clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 6; i++) pace.Next(default).IsCompletedSuccessfully.Should().BeTrue();
        pace.Next(default).IsCompleted.Should().BeFalse();
    }

    [Fact]
    public void No_pace_never_waits()
    {
        var pace = new Pace(TimeSpan.Zero, TimeSpan.Zero, _clock);
        for (var i = 0; i < 100; i++) pace.Next(default).IsCompletedSuccessfully.Should().BeTrue();
    }
}
