using System.Collections.Concurrent;
using LiveChat.Runtime.Calls;
using Orleans.Concurrency;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Timers;

public interface ITicker : IGrainWithStringKey
{
    Task Start(bool interleave, string? gate);
    Task Fail();
    [AlwaysInterleave] Task<int> Ticks();
    Task Hold(string gate);
    Task End();
}

public sealed class Ticker : Grain, ITicker
{
    public static readonly ConcurrentDictionary<string, int> AllTicks = new();
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    public Task Start(bool interleave, string? gate)
    {
        this.RegisterGrainTimer(async _ =>
        {
            AllTicks.AddOrUpdate(this.GetPrimaryKeyString(), 1, static (_, before) => before + 1);
            if (gate is not null) await Gate.Pass(gate);
        }, new GrainTimerCreationOptions(Period, Period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task Fail()
    {
        this.RegisterGrainTimer(() =>
        {
            AllTicks.AddOrUpdate(this.GetPrimaryKeyString(), 1, static (_, before) => before + 1);
            throw new InvalidOperationException("a tick that fails");
        }, new GrainTimerCreationOptions(Period, Period));
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(AllTicks.GetValueOrDefault(this.GetPrimaryKeyString()));

    public Task Hold(string gate) => Gate.Pass(gate);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public sealed class TimerTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_timer_ticks_again_and_again()
    {
        var grain = _cluster.Client.GetGrain<ITicker>("plain");
        await grain.Start(interleave: false, gate: null);
        await Eventually.Holds(async () => await grain.Ticks() >= 3);
    }

    [Fact]
    public async Task A_tick_is_a_turn_that_waits_for_the_running_call()
    {
        var grain = _cluster.Client.GetGrain<ITicker>("turn");
        var holding = grain.Hold("hold the turn");
        await Gate.Entered("hold the turn");
        var started = grain.Start(interleave: false, gate: "never opened");
        (await grain.Ticks()).Should().Be(0);
        Gate.Open("hold the turn");
        await holding;
        await started;
        await Gate.Entered("never opened");
        (await grain.Ticks()).Should().Be(1, "the next tick is due only after this one has ended");
        Gate.Open("never opened");
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        var grain = _cluster.Client.GetGrain<ITicker>("interleave");
        await grain.Start(interleave: true, gate: null);
        var holding = grain.Hold("hold, interleaving");
        await Gate.Entered("hold, interleaving");
        var before = await grain.Ticks();
        await Eventually.Holds(async () => await grain.Ticks() > before + 1);
        Gate.Open("hold, interleaving");
        await holding;
    }

    [Fact]
    public async Task A_tick_that_throws_does_not_stop_the_timer()
    {
        var grain = _cluster.Client.GetGrain<ITicker>("failing");
        await grain.Fail();
        await Eventually.Holds(async () => await grain.Ticks() >= 3);
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        var grain = _cluster.Client.GetGrain<ITicker>("dies");
        await grain.Start(interleave: false, gate: null);
        await Eventually.Holds(async () => await grain.Ticks() >= 1);
        await grain.End();
        await _cluster.WaitForDeactivationAsync(grain);
        var after = Ticker.AllTicks["dies"];
        await grain.Ticks();
        await Task.Delay(TimeSpan.FromMilliseconds(50));
        Ticker.AllTicks["dies"].Should().Be(after);
    }
}
