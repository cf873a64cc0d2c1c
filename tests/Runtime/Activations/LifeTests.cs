using System.Collections.Concurrent;
using LiveChat.Runtime.Calls;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Activations;

public interface ILife : IGrainWithStringKey
{
    Task<int> Number();
    Task End(string? gate);
    Task<int> NumberAndEnd();
}

/// <summary>Each activation has a number of its own, and notes how it ends.</summary>
public sealed class Life : Grain, ILife
{
    public static readonly ConcurrentDictionary<string, int> Activations = new();
    public static readonly ConcurrentDictionary<string, ConcurrentQueue<DeactivationReasonCode>> Ends = new();
    private int _number;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _number = Activations.AddOrUpdate(this.GetPrimaryKeyString(), 1, static (_, before) => before + 1);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Ends.GetOrAdd(this.GetPrimaryKeyString(), static _ => new()).Enqueue(reason.ReasonCode);
        return Task.CompletedTask;
    }

    public Task<int> Number() => Task.FromResult(_number);

    public async Task End(string? gate)
    {
        DeactivateOnIdle();
        if (gate is not null) await Gate.Pass(gate);
    }

    public Task<int> NumberAndEnd()
    {
        DeactivateOnIdle();
        return Number();
    }
}

public interface IStubborn : IGrainWithStringKey
{
    Task<int> Attempts();
}

/// <summary>Activates on the third try.</summary>
public sealed class Stubborn : Grain, IStubborn
{
    private static readonly ConcurrentDictionary<string, int> Tries = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        var tries = Tries.AddOrUpdate(this.GetPrimaryKeyString(), 1, static (_, before) => before + 1);
        if (tries < 3) throw new InvalidDataException($"try {tries}");
    }

    public Task<int> Attempts() => Task.FromResult(Tries[this.GetPrimaryKeyString()]);
}

public interface IWithServices : IGrainWithIntegerKey
{
    Task<string> Describe();
}

public sealed class WithServices(Clerk clerk, IGrainContext context, IGrainFactory grains) : Grain, IWithServices
{
    public Task<string> Describe() => Task.FromResult($"{clerk.Name} {context.GrainId == this.GetGrainId()} {grains.GetGrain<IWithServices>(7).GetPrimaryKeyLong()}");
}

public sealed record Clerk(string Name);

public sealed class LifeTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start(silo =>
    {
        silo.Services.AddSingleton(new Clerk("Ada"));
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromMilliseconds(100);
            options.ClassSpecificCollectionAge[typeof(ShortLived).FullName!] = TimeSpan.FromMilliseconds(300);
        });
    });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_grain_is_activated_by_its_first_call_and_once()
    {
        var grain = _cluster.Client.GetGrain<ILife>("once");
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grain.Number()))).Should().AllBeEquivalentTo(1);
    }

    [Fact]
    public async Task After_deactivation_the_next_call_finds_a_new_activation_and_the_reason_is_told()
    {
        var grain = _cluster.Client.GetGrain<ILife>("anew");
        (await grain.NumberAndEnd()).Should().Be(1);
        await Eventually.Holds(async () => await grain.Number() == 2);
        Life.Ends["anew"].Should().Equal(DeactivationReasonCode.ApplicationRequested);
    }

    [Fact]
    public async Task Calls_that_wait_at_a_deactivating_activation_go_to_the_next_one()
    {
        var grain = _cluster.Client.GetGrain<ILife>("forward");
        var last = grain.End("forward");
        await Gate.Entered("forward");
        var waiting = Enumerable.Range(0, 5).Select(_ => grain.Number()).ToArray();
        Gate.Open("forward");
        await last;
        (await Task.WhenAll(waiting)).Should().AllBeEquivalentTo(2);
    }

    [Fact]
    public async Task A_failed_activation_is_the_callers_exception_and_the_next_call_tries_anew()
    {
        var grain = _cluster.Client.GetGrain<IStubborn>("third time");
        await grain.Invoking(each => each.Attempts()).Should().ThrowAsync<InvalidDataException>().WithMessage("try 1");
        await grain.Invoking(each => each.Attempts()).Should().ThrowAsync<InvalidDataException>().WithMessage("try 2");
        (await grain.Attempts()).Should().Be(3);
    }

    [Fact]
    public async Task Constructors_get_services_and_the_grains_own_context() =>
        (await _cluster.Client.GetGrain<IWithServices>(1).Describe()).Should().Be("Ada True 7");

    [Fact]
    public async Task An_idle_activation_is_collected_and_one_that_asked_to_stay_is_not()
    {
        var (idle, kept) = (_cluster.Client.GetGrain<IShortLived>("idle"), _cluster.Client.GetGrain<IShortLived>("kept"));
        await idle.Touch(keep: TimeSpan.Zero);
        await kept.Touch(keep: TimeSpan.FromHours(1));
        await ShortLived.Ended("idle").WaitAsync(TestCluster.Patience);
        ShortLived.Ended("kept").IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task A_graceful_stop_deactivates_every_grain()
    {
        await _cluster.Client.GetGrain<ILife>("stopped").Number();
        await _cluster.StopAllSilosAsync();
        Life.Ends["stopped"].Should().Equal(DeactivationReasonCode.ShuttingDown);
    }

    [Fact]
    public async Task A_silo_restarted_after_a_kill_activates_anew()
    {
        var grain = _cluster.Client.GetGrain<ILife>("killed");
        (await grain.Number()).Should().Be(1);
        var silo = _cluster.Silos[0];
        await _cluster.KillSiloAsync(silo);
        await _cluster.RestartSiloAsync(silo);
        await Eventually.Holds(async () => await Answer(grain) == 2);
    }

    [Fact]
    public async Task Keys_of_all_kinds_come_back_as_they_were()
    {
        var id = Guid.CreateVersion7();
        (await _cluster.Client.GetGrain<IKeyed>(id, "ext").Read()).Should().Be($"{id} ext");
        _cluster.Client.GetGrain<IWithServices>(-5).GetPrimaryKeyLong().Should().Be(-5);
        _cluster.Client.GetGrain<ILife>("a/b ü").GetPrimaryKeyString().Should().Be("a/b ü");
        var act = () => _cluster.Client.GetGrain<ILife>(" ");
        act.Should().Throw<ArgumentException>();
        await Task.CompletedTask;
    }

    /// <summary>Null while the cluster finds out that its silo was restarted.</summary>
    private static async Task<int?> Answer(ILife grain)
    {
        try
        {
            return await grain.Number();
        }
        catch (OrleansException)
        {
            return null;
        }
    }
}

public interface IKeyed : IGrainWithGuidCompoundKey
{
    Task<string> Read();
}

public sealed class Keyed : Grain, IKeyed
{
    public Task<string> Read() => Task.FromResult($"{this.GetPrimaryKey(out var extension)} {extension}");
}

public interface IShortLived : IGrainWithStringKey
{
    Task Touch(TimeSpan keep);
}

public sealed class ShortLived : Grain, IShortLived
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Ends = new();

    public static Task Ended(string key) => Ends.GetOrAdd(key, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public Task Touch(TimeSpan keep)
    {
        DelayDeactivation(keep);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _ = Ended(this.GetPrimaryKeyString());
        Ends[this.GetPrimaryKeyString()].TrySetResult();
        return Task.CompletedTask;
    }
}
