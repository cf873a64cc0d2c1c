using System.Runtime.CompilerServices;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Calls;

public interface ICountdown : IGrainWithStringKey
{
    IAsyncEnumerable<int> From(int number, CancellationToken token);
    IAsyncEnumerable<int> Failing();
    Task<bool> IsDone();
}

public sealed class Countdown : Grain, ICountdown
{
    private bool _isDone;

    public async IAsyncEnumerable<int> From(int number, [EnumeratorCancellation] CancellationToken token)
    {
        try
        {
            for (; number >= 0; number--)
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                yield return number;
            }
        }
        finally
        {
            _isDone = true;
        }
    }

    public async IAsyncEnumerable<int> Failing()
    {
        yield return 1;
        await Task.Yield();
        throw new InvalidOperationException("after one");
    }

    public Task<bool> IsDone() => Task.FromResult(_isDone);
}

public sealed class EnumerationTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Results_come_one_after_the_other_and_other_calls_run_between_them()
    {
        var grain = _cluster.Client.GetGrain<ICountdown>("all");
        var numbers = new List<int>();
        await foreach (var number in grain.From(3, CancellationToken.None))
        {
            numbers.Add(number);
            if (number == 2) (await grain.IsDone()).Should().BeFalse();
        }
        numbers.Should().Equal(3, 2, 1, 0);
        (await grain.IsDone()).Should().BeTrue();
    }

    [Fact]
    public async Task One_who_stops_early_ends_the_enumeration_in_the_grain()
    {
        var grain = _cluster.Client.GetGrain<ICountdown>("early");
        await foreach (var number in grain.From(1000, CancellationToken.None))
            if (number < 998) break;
        await Eventually.Holds(grain.IsDone);
    }

    [Fact]
    public async Task An_exception_comes_where_it_was_thrown()
    {
        var seen = 0;
        var act = async () =>
        {
            await foreach (var number in _cluster.Client.GetGrain<ICountdown>("failing").Failing()) seen += number;
        };
        await act.Should().ThrowAsync<InvalidOperationException>().WithMessage("after one");
        seen.Should().Be(1);
    }
}
