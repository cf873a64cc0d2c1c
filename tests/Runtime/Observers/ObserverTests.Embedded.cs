using Orleans.TestingHost;

namespace LiveChat.Runtime.Observers;

public sealed class GoneObserverTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_deleted_observer_fails_the_calls_that_ask_it()
    {
        var listener = new Quiet();
        var reference = _cluster.Client.CreateObjectReference<IListener>(listener);
        var speaker = _cluster.Client.GetGrain<ISpeaker>("deleted");
        await speaker.Add(reference);
        (await speaker.Ask(1)).Should().Be(1);
        _cluster.Client.DeleteObjectReference<IListener>(reference);
        var act = () => speaker.Ask(1);
        await act.Should().ThrowAsync<ClientNotAvailableException>();
        GC.KeepAlive(listener);
    }

    [Fact]
    public void Grains_and_references_are_no_observers()
    {
        var listener = new Quiet();
        var reference = _cluster.Client.CreateObjectReference<IListener>(listener);
        var again = () => _cluster.Client.CreateObjectReference<IListener>(reference);
        again.Should().Throw<ArgumentException>();
        var delete = () => _cluster.Client.DeleteObjectReference<IListener>(listener);
        delete.Should().Throw<ArgumentException>();
    }

    private sealed class Quiet : IListener
    {
        public void Heard(int number) { }

        public Task<int> Asked(int number) => Task.FromResult(number);
    }
}
