using System.Collections.Concurrent;
using LiveChat.Runtime.Calls;
using Orleans.Runtime;
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

    [Fact]
    public async Task Streams_that_nobody_follows_cost_nothing_and_a_late_follower_hears_what_comes_then()
    {
        var streams = _cluster.Client.GetStreamProvider(TestCluster.Streams);
        var hub = ((StreamProvider)streams).Hub;
        var before = hub.ChannelCount;
        for (var i = 0; i < 100; i++) await streams.GetStream<Note>(StreamId.Create("notes", $"unheard {i}")).OnNextAsync(new(i, ""));
        hub.ChannelCount.Should().Be(before);

        var stream = streams.GetStream<Note>(StreamId.Create("notes", "unheard 0"));
        for (var round = 1; round <= 3; round++)
        {
            var taken = new ConcurrentQueue<int>();
            var handle = await stream.SubscribeAsync((note, _) =>
            {
                taken.Enqueue(note.Number);
                return Task.CompletedTask;
            });
            await stream.OnNextAsync(new(round, ""));
            await Eventually.Holds(() => Task.FromResult(taken.SequenceEqual([round])));
            hub.ChannelCount.Should().Be(before + 1);
            await handle.UnsubscribeAsync();
            hub.ChannelCount.Should().Be(before);
        }
    }

    [Fact]
    public async Task Followers_that_come_and_go_at_once_all_hear()
    {
        var stream = _cluster.Client.GetStreamProvider(TestCluster.Streams).GetStream<Note>(StreamId.Create("notes", "busy"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 200; round++)
            {
                var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var handle = await stream.SubscribeAsync((_, _) =>
                {
                    heard.TrySetResult();
                    return Task.CompletedTask;
                });
                await stream.OnNextAsync(new(round, ""));
                await heard.Task.WaitAsync(TestCluster.Patience);
                await handle.UnsubscribeAsync();
            }
        })));
    }
}
