using System.Collections.Concurrent;
using LiveChat.Runtime.Calls;
using Orleans.Configuration;
using Orleans.Streams;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Streams;

/// <summary>The bound on what a slow subscriber has not taken, and what becomes of it.</summary>
public sealed class BacklogTests : IAsyncLifetime
{
    private const int Bound = 10;
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.AddMemoryStreams(TestCluster.Streams, streams => streams.Configure<SimpleQueueCacheOptions>(options => options.Configure(each => each.CacheSize = Bound))));
        builder.ConfigureClient(client => client.AddMemoryStreams(TestCluster.Streams));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_slow_subscriber_loses_its_backlog_hears_of_it_and_goes_on_while_the_producer_is_not_held_for_ever()
    {
        var stream = _cluster.Client.GetStreamProvider(TestCluster.Streams).GetStream<Note>(StreamId.Create("notes", "slow"));
        var (taken, errors) = (new ConcurrentQueue<int>(), new ConcurrentQueue<Exception>());
        await stream.SubscribeAsync(async (note, _) =>
        {
            if (note.Number == 0) await Gate.Pass("slow subscriber");
            taken.Enqueue(note.Number);
        }, error =>
        {
            errors.Enqueue(error);
            return Task.CompletedTask;
        });
        await stream.OnNextAsync(new(0, ""));
        await Gate.Entered("slow subscriber");
        for (var i = 1; i <= 3 * Bound; i++) await stream.OnNextAsync(new(i, "")).WaitAsync(TestCluster.Patience);
        Gate.Open("slow subscriber");
        await Eventually.Holds(() => Task.FromResult(!errors.IsEmpty));
        errors.Should().ContainSingle().Which.Should().BeOfType<CacheFullException>();
        await stream.OnNextAsync(new(1000, ""));
        await Eventually.Holds(() => Task.FromResult(taken.Contains(1000)));
        taken.Count.Should().BeLessThan(3 * Bound);
    }

    [Fact]
    public async Task A_batch_observer_gets_what_waits_at_once_and_in_order()
    {
        var stream = _cluster.Client.GetStreamProvider(TestCluster.Streams).GetStream<Note>(StreamId.Create("notes", "batch"));
        var batches = new ConcurrentQueue<int[]>();
        await stream.SubscribeAsync(async items =>
        {
            batches.Enqueue([.. items.Select(each => each.Item.Number)]);
            if (batches.Count == 1) await Gate.Pass("batch");
        });
        await stream.OnNextAsync(new(0, ""));
        await Gate.Entered("batch");
        await stream.OnNextBatchAsync([new(1, ""), new(2, "")]);
        await stream.OnNextAsync(new(3, ""));
        Gate.Open("batch");
        await Eventually.Holds(() => Task.FromResult(batches.Sum(each => each.Length) == 4));
        batches.Should().BeEquivalentTo(new[] { new[] { 0 }, [1, 2, 3] }, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task A_subscription_cannot_begin_in_the_past()
    {
        var stream = _cluster.Client.GetStreamProvider(TestCluster.Streams).GetStream<Note>(StreamId.Create("notes", "past"));
        stream.IsRewindable.Should().BeFalse();
        var act = () => stream.SubscribeAsync(new Deaf(), new Orleans.Providers.Streams.Common.EventSequenceTokenV2(1));
        await act.Should().ThrowAsync<ArgumentException>();
    }

    private sealed class Deaf : IAsyncObserver<Note>
    {
        public Task OnNextAsync(Note item, StreamSequenceToken? token = null) => Task.CompletedTask;

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }
}
