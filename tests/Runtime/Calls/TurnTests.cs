using System.Diagnostics.CodeAnalysis;
using Orleans.Concurrency;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Calls;

public interface ITurns : IGrainWithIntegerKey
{
    [AlwaysInterleave] Task Count(int times);
    Task<int> Total();
    Task<bool[]> SchedulerStays();
}

public sealed class Turns : Grain, ITurns
{
    private int _total;

    /// <summary>Not atomic on purpose: two continuations at a time would lose counts.</summary>
    public async Task Count(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var before = _total;
            await Task.CompletedTask;
            _total = before + 1;
            await Task.Yield();
        }
    }

    public Task<int> Total() => Task.FromResult(_total);

    [SuppressMessage("Reliability", "MA0040", Justification = "The test is about the scheduler alone.")]
    public async Task<bool[]> SchedulerStays()
    {
        var mine = TaskScheduler.Current;
        await Task.Delay(1);
        var afterDelay = ReferenceEquals(TaskScheduler.Current, mine);
        await Task.Run(static () => { });
        var afterRun = ReferenceEquals(TaskScheduler.Current, mine);
        var within = await Task.Run(() => ReferenceEquals(TaskScheduler.Current, mine));
        return [mine != TaskScheduler.Default, afterDelay, afterRun, !within];
    }
}

public sealed class TurnTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Turns_of_one_grain_never_overlap()
    {
        var grain = _cluster.Client.GetGrain<ITurns>(1);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => grain.Count(200)));
        (await grain.Total()).Should().Be(10_000);
    }

    [Fact]
    public async Task Continuations_stay_on_the_scheduler_of_the_grain() =>
        (await _cluster.Client.GetGrain<ITurns>(2).SchedulerStays()).Should().AllBeEquivalentTo(true);

    [Fact]
    public async Task The_callers_ambient_values_do_not_come_in()
    {
        Ambient.Value.Value = "the caller's";
        (await _cluster.Client.GetGrain<IAmbient>("new").Read()).Should().BeNull();
        (await _cluster.Client.GetGrain<IAmbient>("new").Read()).Should().BeNull();
    }
}

public interface IAmbient : IGrainWithStringKey
{
    Task<string?> Read();
}

public sealed class Ambient : Grain, IAmbient
{
    public static readonly AsyncLocal<string?> Value = new();

    public Task<string?> Read() => Task.FromResult(Value.Value);
}
