using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Storage;

[GenerateSerializer, Alias("runtime.test.Purse")]
public sealed class Purse
{
    [Id(0)] public int Coins { get; set; }

    [Id(1)] public List<string> Notes { get; set; } = [];
}

public interface IKeeper : IGrainWithStringKey
{
    Task<int> Put(int coins);
    Task<int> Coins();
    Task<bool> Exists();
    Task Clear();
    Task End();
}

public sealed class Keeper([PersistentState("purse")] IPersistentState<Purse> purse, [PersistentState("log", "PubSubStore")] IPersistentState<Purse> log) : Grain, IKeeper
{
    public async Task<int> Put(int coins)
    {
        purse.State.Coins += coins;
        log.State.Notes.Add($"+{coins}");
        await purse.WriteStateAsync();
        await log.WriteStateAsync();
        return log.State.Notes.Count;
    }

    public Task<int> Coins() => Task.FromResult(purse.State.Coins);

    public Task<bool> Exists() => Task.FromResult(purse.RecordExists);

    public Task Clear() => purse.ClearStateAsync();

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface IUnstored : IGrainWithStringKey
{
    Task Touch();
}

public sealed class Unstored([PersistentState("x", "nowhere")] IPersistentState<Purse> state) : Grain, IUnstored
{
    public Task Touch() => state.WriteStateAsync();
}

public sealed class PersistenceTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task State_is_read_before_the_grain_activates_and_outlives_it()
    {
        var keeper = _cluster.Client.GetGrain<IKeeper>("keeps");
        (await keeper.Exists()).Should().BeFalse();
        await keeper.Put(3);
        await keeper.End();
        await _cluster.WaitForDeactivationAsync(keeper);
        (await keeper.Coins()).Should().Be(3);
        (await keeper.Exists()).Should().BeTrue();
        (await keeper.Put(4)).Should().Be(2, "the other state has its own name and storage");
    }

    [Fact]
    public async Task Cleared_state_is_as_new()
    {
        var keeper = _cluster.Client.GetGrain<IKeeper>("clears");
        await keeper.Put(3);
        await keeper.Clear();
        (await keeper.Exists()).Should().BeFalse();
        (await keeper.Coins()).Should().Be(0);
    }

    [Fact]
    public async Task A_storage_that_is_not_configured_fails_the_activation_and_is_named()
    {
        var act = () => _cluster.Client.GetGrain<IUnstored>("x").Touch();
        (await act.Should().ThrowAsync<Exception>()).Which.ToString().Should().Contain("nowhere");
    }
}
