using System.Collections.Concurrent;
using Orleans.Streams;
using Orleans.Streams.Core;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Streams;

[GenerateSerializer, Immutable, Alias("runtime.test.Note")]
public sealed record Note([property: Id(0)] int Number, [property: Id(1)] string Text);

/// <summary>What has arrived, by the name of who received it.</summary>
internal static class Inbox
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<int>> Boxes = new();

    public static void Put(string name, int number) => Boxes.GetOrAdd(name, static _ => new()).Enqueue(number);

    public static int[] Of(string name) => [.. Boxes.GetOrAdd(name, static _ => new())];

    public static Task Has(string name, int count) => Eventually.Holds(() => Task.FromResult(Of(name).Length >= count));
}

public interface IReader : IGrainWithStringKey
{
    Task Subscribe(string stream);
    Task Unsubscribe(string stream);
    Task<int> Subscriptions(string stream);
    Task End();
    Task Publish(string stream, int number);
}

/// <summary>Resumes its subscriptions when it activates, as a grain should.</summary>
public sealed class Reader : Grain, IReader
{
    private IAsyncStream<Note> Stream(string name) => this.GetStreamProvider(TestCluster.Streams).GetStream<Note>(StreamId.Create("notes", name));

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream(this.GetPrimaryKeyString()).GetAllSubscriptionHandles()) await handle.ResumeAsync(OnNote);
    }

    public Task Subscribe(string stream) => Stream(stream).SubscribeAsync(OnNote);

    public async Task Unsubscribe(string stream)
    {
        foreach (var handle in await Stream(stream).GetAllSubscriptionHandles()) await handle.UnsubscribeAsync();
    }

    public async Task<int> Subscriptions(string stream) => (await Stream(stream).GetAllSubscriptionHandles()).Count;

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Publish(string stream, int number) => Stream(stream).OnNextAsync(new(number, ""));

    private Task OnNote(Note note, StreamSequenceToken? token)
    {
        Inbox.Put(this.GetPrimaryKeyString(), note.Number);
        return Task.CompletedTask;
    }
}

public interface IImplicit : IGrainWithStringKey;

[ImplicitStreamSubscription("implicit")]
public sealed class Implicit : Grain, IImplicit, IStreamSubscriptionObserver
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<Note>().ResumeAsync((note, _) =>
    {
        Inbox.Put($"implicit {this.GetPrimaryKeyString()}", note.Number);
        if (note.Text == "end") DeactivateOnIdle();
        return Task.CompletedTask;
    });
}

public interface IForgetful : IGrainWithStringKey
{
    Task Subscribe();
}

/// <summary>Fails on every event the first time it gets it.</summary>
public sealed class Forgetful : Grain, IForgetful
{
    private readonly HashSet<int> _seen = [];

    public Task Subscribe() => this.GetStreamProvider(TestCluster.Streams).GetStream<Note>(StreamId.Create("notes", this.GetPrimaryKeyString())).SubscribeAsync((note, _) =>
    {
        if (_seen.Add(note.Number)) throw new InvalidOperationException("come again");
        Inbox.Put(this.GetPrimaryKeyString(), note.Number);
        return Task.CompletedTask;
    });
}

public sealed class StreamTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    private IAsyncStream<Note> Stream(string key, string ns = "notes") =>
        _cluster.Client.GetStreamProvider(TestCluster.Streams).GetStream<Note>(StreamId.Create(ns, key));

    [Fact]
    public async Task A_subscribed_grain_gets_events_in_their_order()
    {
        await _cluster.Client.GetGrain<IReader>("order").Subscribe("order");
        for (var i = 0; i < 200; i++) await Stream("order").OnNextAsync(new(i, ""));
        await Inbox.Has("order", 200);
        Inbox.Of("order").Should().Equal(Enumerable.Range(0, 200));
    }

    [Fact]
    public async Task A_subscription_outlives_the_activation_and_an_event_wakes_the_grain()
    {
        var grain = _cluster.Client.GetGrain<IReader>("wakes");
        await grain.Subscribe("wakes");
        await grain.End();
        await _cluster.WaitForDeactivationAsync(grain);
        await Stream("wakes").OnNextAsync(new(1, ""));
        await Inbox.Has("wakes", 1);
        (await grain.Subscriptions("wakes")).Should().Be(1);
    }

    [Fact]
    public async Task After_unsubscribing_nothing_comes_any_more()
    {
        var grain = _cluster.Client.GetGrain<IReader>("leaves");
        await grain.Subscribe("leaves");
        await Stream("leaves").OnNextAsync(new(1, ""));
        await Inbox.Has("leaves", 1);
        await grain.Unsubscribe("leaves");
        (await grain.Subscriptions("leaves")).Should().Be(0);

        // The event is over once another has it; before that a new subscription may still be given it.
        var passed = new TaskCompletionSource();
        await Stream("leaves").SubscribeAsync((note, _) =>
        {
            if (note.Number == 2) passed.TrySetResult();
            return Task.CompletedTask;
        });
        await Stream("leaves").OnNextAsync(new(2, ""));
        await passed.Task.WaitAsync(TestCluster.Patience);
        await grain.Subscribe("leaves");
        await Stream("leaves").OnNextAsync(new(3, ""));
        await Eventually.Holds(() => Task.FromResult(Inbox.Of("leaves").Contains(3)));
        Inbox.Of("leaves").Should().Equal(1, 3);
    }

    [Fact]
    public async Task A_client_subscribes_and_a_grain_publishes()
    {
        var arrived = new ConcurrentQueue<int>();
        var handle = await Stream("to client").SubscribeAsync((note, _) =>
        {
            arrived.Enqueue(note.Number);
            return Task.CompletedTask;
        });
        await _cluster.Client.GetGrain<IReader>("publisher").Publish("to client", 7);
        await Eventually.Holds(() => Task.FromResult(arrived.Contains(7)));
        await handle.UnsubscribeAsync();
    }

    [Fact]
    public async Task An_implicit_subscriber_needs_no_call_and_comes_back_after_its_end()
    {
        await Stream("i1", "implicit").OnNextAsync(new(1, "end"));
        await Inbox.Has("implicit i1", 1);
        await Stream("i1", "implicit").OnNextAsync(new(2, ""));
        await Inbox.Has("implicit i1", 2);
        Inbox.Of("implicit i1").Should().Equal(1, 2);
    }

    [Fact]
    public async Task Tokens_rise()
    {
        var tokens = new ConcurrentQueue<StreamSequenceToken>();
        await Stream("tokens").SubscribeAsync((_, token) =>
        {
            tokens.Enqueue(token!);
            return Task.CompletedTask;
        });
        for (var i = 0; i < 20; i++) await Stream("tokens").OnNextAsync(new(i, ""));
        await Eventually.Holds(() => Task.FromResult(tokens.Count >= 20));
        tokens.Should().BeInAscendingOrder((a, b) => a.CompareTo(b)).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task An_event_on_which_the_subscriber_fails_comes_again()
    {
        await _cluster.Client.GetGrain<IForgetful>("again").Subscribe();
        await Stream("again").OnNextAsync(new(1, ""));
        await Stream("again").OnNextAsync(new(2, ""));
        await Inbox.Has("again", 2);
        Inbox.Of("again").Should().Equal(1, 2);
    }

    [Fact]
    public async Task Two_subscribers_get_each_event()
    {
        await _cluster.Client.GetGrain<IReader>("fan 1").Subscribe("fan");
        await _cluster.Client.GetGrain<IReader>("fan 2").Subscribe("fan");
        await Stream("fan").OnNextAsync(new(5, ""));
        await Inbox.Has("fan 1", 1);
        await Inbox.Has("fan 2", 1);
    }

    [Fact]
    public void Streams_of_a_provider_that_is_not_configured_are_refused()
    {
        var act = () => _cluster.Client.GetStreamProvider("none");
        act.Should().Throw<KeyNotFoundException>();
    }
}
