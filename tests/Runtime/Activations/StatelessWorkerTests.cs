using LiveChat.Runtime.Calls;
using Orleans.Concurrency;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Activations;

public interface IWorker : IGrainWithIntegerKey
{
    Task<Guid> Work(string gate);
}

[StatelessWorker(2)]
public sealed class Worker : Grain, IWorker
{
    private readonly Guid _id = Guid.CreateVersion7();

    public async Task<Guid> Work(string gate)
    {
        await Gate.Pass(gate);
        return _id;
    }
}

public sealed class StatelessWorkerTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Calls_run_side_by_side_up_to_the_bound_and_wait_beyond_it()
    {
        var worker = _cluster.Client.GetGrain<IWorker>(0);
        var first = worker.Work("worker 1");
        await Gate.Entered("worker 1");
        var second = worker.Work("worker 2");
        await Gate.Entered("worker 2");
        var third = worker.Work("worker 3");
        Gate.Open("worker 1");
        Gate.Open("worker 2");
        (await first).Should().NotBe(await second);
        await Gate.Entered("worker 3");
        Gate.Open("worker 3");
        new[] { await first, await second }.Should().Contain(await third);
    }
}
