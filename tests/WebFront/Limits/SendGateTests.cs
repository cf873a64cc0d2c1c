using LiveChat.Testing;
using LiveChat.WebFront.Limits;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Tests.Limits;

public class SendGateTests
{
    private const int AlwaysTaken = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(350);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly ManualClock _clock = new();
    private readonly SendGate _gate;

    public SendGateTests() => _gate = new(Options.Create(new OverloadOptions { LongestWait = LongestWait, AlwaysTaken = AlwaysTaken }), _clock);

    [Fact]
    public void A_burst_into_a_quiet_server_is_taken()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 5_000; i++) Take(null);
        _gate.UnderWay.Should().Be(5_000);
    }

    [Fact]
    public void A_lone_message_every_second_is_taken_however_slow_its_answer()
    {
        for (var i = 0; i < 10; i++)
        {
            var passage = Take(null);
            _clock.Advance(TimeSpan.FromSeconds(1));
            passage.Dispose();
        }
    }

    [Fact]
    public void Behind_many_that_nobody_answers_none_is_taken_until_one_is_answered()
    {
        var passages = Enumerable.Range(0, AlwaysTaken).Select(_ => Take(null)).ToArray();
        _clock.Advance(LongestWait);
        _gate.Refuse(null).Should().BeNull();
        _clock.Advance(Millisecond);
        _gate.Refuse(null)!.Code.Should().Be(RefusalCode.Overloaded);

        passages[0].Dispose();
        _gate.Refuse(null).Should().BeNull("few are under way");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void Under_too_much_the_waits_stay_short_and_the_server_busy(int times)
    {
        var server = new Server(_gate, _clock);
        // What came before anything could be known of the pace is answered too.
        server.Run(TimeSpan.FromSeconds(6), arrivals: times);
        server.Forget();
        server.Run(TimeSpan.FromSeconds(10), arrivals: times);

        server.Longest.Should().BeLessThan(LongestWait * 1.25);
        server.Answered.Should().BeGreaterThan(9_900, "there was always something to do");
        server.Refused.Should().BeCloseTo((times - 1) * 10_000, 500);
    }

    [Fact]
    public void Once_the_load_has_ended_nothing_is_refused_any_more()
    {
        var server = new Server(_gate, _clock);
        server.Run(TimeSpan.FromSeconds(5), arrivals: 3);
        server.Run(LongestWait * 2, arrivals: 0.9);
        server.Forget();
        server.Run(TimeSpan.FromSeconds(5), arrivals: 0.9);
        server.Refused.Should().Be(0);
    }

    [Fact]
    public void What_a_server_can_just_do_is_never_refused()
    {
        var server = new Server(_gate, _clock);
        server.Run(TimeSpan.FromSeconds(20), arrivals: 1);
        server.Refused.Should().Be(0);
    }

    [Fact]
    public void Whose_own_line_is_long_waits_and_others_do_not()
    {
        var people = Enumerable.Range(0, 4).Select(number => new SocketLimits($"u{number}", "a", null, null, null, null)).ToArray();
        var (greedy, modest) = (people[0], people[1]);
        // Answers come one after the other within a connection, ten milliseconds each, and of all connections at once.
        for (var round = 0; round < 10; round++)
        {
            var lines = Enumerable.Range(0, AlwaysTaken).Select(_ => Array.ConvertAll(people, _gate.Enter)).ToArray();
            foreach (var passages in lines)
            {
                _clock.Advance(Millisecond * 10);
                foreach (var passage in passages) passage.Dispose();
            }
        }

        for (var i = 0; i < 2 * AlwaysTaken; i++) _gate.Enter(greedy);
        _gate.Refuse(greedy)!.Code.Should().Be(RefusalCode.Overloaded);
        _gate.Refuse(modest).Should().BeNull();
    }

    [Theory]
    [InlineData(nameof(OverloadOptions.AlwaysTaken), 0, 350)]
    [InlineData(nameof(OverloadOptions.LongestWait), 512, 0)]
    [InlineData(nameof(OverloadOptions.LongestWait), 512, 100_000)]
    public void Settings_that_make_no_sense_are_named(string setting, int alwaysTaken, int milliseconds)
    {
        var result = new OverloadOptionsValidator().Validate(null, new() { AlwaysTaken = alwaysTaken, LongestWait = TimeSpan.FromMilliseconds(milliseconds) });
        result.FailureMessage.Should().Contain($"Overload:{setting}");
    }

    [Fact]
    public void The_defaults_make_sense() => new OverloadOptionsValidator().Validate(null, new()).Should().Be(ValidateOptionsResult.Success);

    private SendGate.Passage Take(SocketLimits? sender)
    {
        _gate.Refuse(sender).Should().BeNull();
        return _gate.Enter(sender);
    }

    /// <summary>Answers one message a millisecond, in the order in which they came.</summary>
    private sealed class Server(SendGate gate, ManualClock clock)
    {
        private readonly Queue<(SendGate.Passage Passage, DateTimeOffset At)> _line = new();
        private double _due;

        public TimeSpan Longest { get; private set; }

        public int Answered { get; private set; }

        public int Refused { get; private set; }

        public void Forget() => (Longest, Answered, Refused) = (default, 0, 0);

        public void Run(TimeSpan time, double arrivals)
        {
            for (var end = clock.GetUtcNow() + time; clock.GetUtcNow() < end;)
            {
                for (_due += arrivals; _due >= 1; _due--)
                {
                    if (gate.Refuse(null) is null) _line.Enqueue((gate.Enter(null), clock.GetUtcNow()));
                    else Refused++;
                }

                clock.Advance(Millisecond);
                if (!_line.TryDequeue(out var next)) continue;
                next.Passage.Dispose();
                Answered++;
                var waited = clock.GetUtcNow() - next.At;
                if (waited > Longest) Longest = waited;
            }
        }
    }
}
