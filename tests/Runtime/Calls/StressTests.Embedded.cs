using Orleans.TestingHost;

namespace LiveChat.Runtime.Calls;

public interface IFickle : IGrainWithIntegerKey
{
    Task<int> Echo(int number, bool end, bool wait);
    Task<int> Relay(int number, int hops);
}

/// <summary>Ends its activation when told to, in the middle of everything.</summary>
public sealed class Fickle : Grain, IFickle
{
    private int _inside;

    public async Task<int> Echo(int number, bool end, bool wait)
    {
        if (++_inside != 1) throw new InvalidOperationException("two calls at a time");
        if (end) DeactivateOnIdle();
        if (wait) await Task.Yield();
        _inside--;
        return number;
    }

    /// <summary>Always upwards, so that no chain waits for itself.</summary>
    public async Task<int> Relay(int number, int hops)
    {
        if (hops == 0) return number;
        if (number % 17 == 0) DeactivateOnIdle();
        return 1 + await GrainFactory.GetGrain<IFickle>(this.GetPrimaryKeyLong() + 1).Relay(number, hops - 1);
    }
}

/// <summary>
/// Calls find their way however often an activation ends. Orleans promises less: it forwards a call twice, then refuses it
/// with an <see cref="OrleansMessageRejectionException"/>, which callers answer by trying again.
/// </summary>
public sealed class StressTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Every_call_is_answered_once_while_activations_come_and_go()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            for (var i = 0; i < 400; i++)
            {
                var grain = _cluster.Client.GetGrain<IFickle>(random.Next(8));
                (await grain.Echo(i, end: random.Next(10) == 0, wait: random.Next(2) == 0)).Should().Be(i);
            }
        })));
    }

    [Fact]
    public async Task Chains_of_calls_pass_through_grains_that_come_and_go() =>
        (await Task.WhenAll(Enumerable.Range(0, 200).Select(number => _cluster.Client.GetGrain<IFickle>(1000 + (number % 5)).Relay(number, 6))))
            .Should().Equal(Enumerable.Range(0, 200).Select(number => number + 6));
}
