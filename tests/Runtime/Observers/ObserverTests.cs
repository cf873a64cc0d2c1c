using System.Collections.Concurrent;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Observers;

public interface IListener : IGrainObserver
{
    void Heard(int number);
    Task<int> Asked(int number);
}

public interface ISpeaker : IGrainWithStringKey
{
    Task Add(IListener listener);
    Task Say(int number);
    Task<int> Ask(int number);
}

public sealed class Speaker : Grain, ISpeaker
{
    private readonly List<IListener> _listeners = [];

    public Task Add(IListener listener)
    {
        _listeners.Add(listener);
        return Task.CompletedTask;
    }

    public Task Say(int number)
    {
        foreach (var listener in _listeners) listener.Heard(number);
        return Task.CompletedTask;
    }

    public Task<int> Ask(int number) => _listeners[0].Asked(number);
}

public sealed class ObserverTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_grain_calls_an_observer_in_order_and_gets_its_answers()
    {
        var listener = new Listener();
        var reference = _cluster.Client.CreateObjectReference<IListener>(listener);
        var speaker = _cluster.Client.GetGrain<ISpeaker>("speaks");
        await speaker.Add(reference);
        for (var i = 0; i < 50; i++) await speaker.Say(i);
        await Eventually.Holds(() => Task.FromResult(listener.Numbers.Count == 50));
        listener.Numbers.Should().Equal(Enumerable.Range(0, 50));
        (await speaker.Ask(20)).Should().Be(21);
        _cluster.Client.DeleteObjectReference<IListener>(reference);
        GC.KeepAlive(listener);
    }

    [Fact]
    public async Task An_observers_exception_reaches_the_grain_that_asked()
    {
        var listener = new Listener();
        var reference = _cluster.Client.CreateObjectReference<IListener>(listener);
        var speaker = _cluster.Client.GetGrain<ISpeaker>("asks");
        await speaker.Add(reference);
        var act = () => speaker.Ask(-1);
        await act.Should().ThrowAsync<ArgumentException>();
        GC.KeepAlive(listener);
    }

    private sealed class Listener : IListener
    {
        public ConcurrentQueue<int> Numbers { get; } = new();

        public void Heard(int number) => Numbers.Enqueue(number);

        public Task<int> Asked(int number) => number < 0 ? throw new ArgumentException("not below zero") : Task.FromResult(number + 1);
    }
}
