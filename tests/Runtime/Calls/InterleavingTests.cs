using System.Collections.Concurrent;
using Orleans.Concurrency;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Calls;

/// <summary>Lets a test hold grains in the middle of a call, by name.</summary>
internal static class Gate
{
    private static readonly ConcurrentDictionary<string, (TaskCompletionSource Entered, TaskCompletionSource Opened)> Gates = new();

    public static Task Entered(string name) => Of(name).Entered.Task.WaitAsync(TestCluster.Patience);

    public static void Open(string name) => Of(name).Opened.TrySetResult();

    public static Task Pass(string name)
    {
        Of(name).Entered.TrySetResult();
        return Of(name).Opened.Task;
    }

    private static (TaskCompletionSource Entered, TaskCompletionSource Opened) Of(string name) => Gates.GetOrAdd(name, static _ =>
        (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)));
}

public interface IDoor : IGrainWithStringKey
{
    Task Write(string gate);
    [ReadOnly] Task Read(string gate);
    [AlwaysInterleave] Task<int> Peek();
    Task<int> Visit();
}

public sealed class Door : Grain, IDoor
{
    private int _inside;

    public Task Write(string gate) => Through(gate);

    public Task Read(string gate) => Through(gate);

    public Task<int> Peek() => Task.FromResult(_inside);

    public Task<int> Visit() => Task.FromResult(_inside);

    private async Task Through(string gate)
    {
        _inside++;
        await Gate.Pass(gate);
        _inside--;
    }
}

public interface IOpenDoor : IDoor;

[Reentrant]
public sealed class OpenDoor : Grain, IOpenDoor
{
    private int _inside;

    public Task Write(string gate) => Through(gate);

    public Task Read(string gate) => Through(gate);

    public Task<int> Peek() => Task.FromResult(_inside);

    public Task<int> Visit() => Task.FromResult(_inside);

    private async Task Through(string gate)
    {
        _inside++;
        await Gate.Pass(gate);
        _inside--;
    }
}

public interface IRing : IGrainWithIntegerKey
{
    Task<int> Around(int steps, bool allowed);
}

/// <summary>0 calls 1, 1 calls 0: it comes round to a grain that waits.</summary>
public sealed class Ring : Grain, IRing
{
    public async Task<int> Around(int steps, bool allowed)
    {
        if (steps == 0) return 0;
        using var section = allowed ? RequestContext.AllowCallChainReentrancy() : RequestContext.SuppressCallChainReentrancy();
        return 1 + await GrainFactory.GetGrain<IRing>(1 - this.GetPrimaryKeyLong()).Around(steps - 1, allowed);
    }
}

public sealed class InterleavingTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start(
        silo => silo.Configure<Orleans.Configuration.SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(2)));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_call_waits_for_the_one_that_runs_even_while_that_awaits()
    {
        var (door, gate) = (_cluster.Client.GetGrain<IDoor>("one"), "one at a time");
        var first = door.Write(gate);
        await Gate.Entered(gate);
        var second = door.Visit();
        (await door.Peek()).Should().Be(1);
        second.IsCompleted.Should().BeFalse();
        Gate.Open(gate);
        await first;
        (await second).Should().Be(0);
    }

    [Fact]
    public async Task Read_only_calls_run_together_and_a_writing_one_waits_for_them()
    {
        var door = _cluster.Client.GetGrain<IDoor>("readers");
        var first = door.Read("reader 1");
        await Gate.Entered("reader 1");
        var second = door.Read("reader 2");
        await Gate.Entered("reader 2");
        (await door.Peek()).Should().Be(2);
        var writer = door.Visit();
        Gate.Open("reader 1");
        Gate.Open("reader 2");
        await Task.WhenAll(first, second);
        await writer;
    }

    [Fact]
    public async Task A_read_only_call_waits_for_a_writing_one()
    {
        var door = _cluster.Client.GetGrain<IDoor>("writer first");
        var writer = door.Write("writer first");
        await Gate.Entered("writer first");
        var reader = door.Read("reader behind");
        (await door.Peek()).Should().Be(1);
        Gate.Open("writer first");
        await writer;
        await Gate.Entered("reader behind");
        Gate.Open("reader behind");
        await reader;
    }

    [Fact]
    public async Task A_reentrant_grain_takes_calls_between_its_awaits()
    {
        var door = _cluster.Client.GetGrain<IOpenDoor>("open");
        var first = door.Write("open 1");
        await Gate.Entered("open 1");
        var second = door.Write("open 2");
        await Gate.Entered("open 2");
        (await door.Visit()).Should().Be(2);
        Gate.Open("open 1");
        Gate.Open("open 2");
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_call_chain_that_comes_back_waits_for_ever_unless_it_is_allowed_to()
    {
        (await _cluster.Client.GetGrain<IRing>(0).Around(4, allowed: true)).Should().Be(4);
        var act = () => _cluster.Client.GetGrain<IRing>(0).Around(4, allowed: false);
        await act.Should().ThrowAsync<TimeoutException>();
    }
}
