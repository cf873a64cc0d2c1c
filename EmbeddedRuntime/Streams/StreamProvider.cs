using Orleans.Streams;

namespace Orleans.Runtime;

/// <summary>The streams of one name, for the code of one side.</summary>
internal sealed class StreamProvider(string name, LocalCluster cluster) : IStreamProvider
{
    public string Name => name;

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new AsyncStream<T>(this, streamId);

    public StreamHub Hub => cluster.Silo.Streams;

    public Copier? Copier => cluster.Silo.Copier;
}

/// <summary>A stream as user code holds it; it has no state of its own.</summary>
internal sealed class AsyncStream<T>(StreamProvider provider, StreamId id) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName => provider.Name;

    public StreamId StreamId => id;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => Publish([item], token);

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null) => Publish([.. batch], token);

    public Task OnCompletedAsync() => throw new NotSupportedException("A stream of this provider has no end; tell it by an event of your own.");

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException("A stream of this provider carries no errors; tell them by an event of your own.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (filterData is not null) throw new NotSupportedException("This provider has no filters.");
        return Subscribe(token).ResumeAsync(observer);
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => SubscribeAsync(observer, null);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Subscribe(token).ResumeAsync(observer);
    }

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        var grain = Activation.Current?.GrainId;
        var own = provider.Hub.Followed(provider.Name, id)?.Subscriptions.Where(each => each.Grain == grain) ?? [];
        return Task.FromResult<IList<StreamSubscriptionHandle<T>>>([.. own.Select(each => new SubscriptionHandle<T>(provider, each))]);
    }

    public bool Equals(IAsyncStream<T>? other) => other is not null && other.StreamId == id && other.ProviderName == provider.Name;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => id.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : id.CompareTo(other.StreamId);

    public override string ToString() => $"{provider.Name}/{id}";

    private Task Publish(T[] items, StreamSequenceToken? token)
    {
        if (token is not null) throw new NotSupportedException("This provider numbers events itself.");
        var copier = provider.Copier;
        var channel = provider.Hub.Followed(provider.Name, id);
        if (channel is null && copier is null) return Task.CompletedTask;
        var events = new object?[items.Length];
        for (var at = 0; at < items.Length; at++) events[at] = copier is null ? items[at] : copier.Copy(items[at]);
        return channel?.Publish(events) ?? Task.CompletedTask;
    }

    private SubscriptionHandle<T> Subscribe(StreamSequenceToken? token)
    {
        SubscriptionHandle<T>.ThrowIfRewind(token);
        return new(provider, provider.Hub.Subscribe(provider.Name, id, Activation.Current?.GrainId));
    }
}

internal sealed class SubscriptionHandle<T>(StreamProvider provider, StreamSubscription subscription) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => subscription.Channel.Id;

    public override string ProviderName => subscription.Channel.Provider;

    public override Guid HandleId => subscription.Id;

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null) =>
        Attach(new SingleConsumer<T>(observer, provider.Copier), token);

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) =>
        Attach(new BatchConsumer<T>(observer, provider.Copier), token);

    public override Task UnsubscribeAsync()
    {
        subscription.Channel.Unsubscribe(subscription);
        Activation.Current?.Detach(subscription);
        return Task.CompletedTask;
    }

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other is not null && other.HandleId == HandleId;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => HandleId.GetHashCode();

    public static void ThrowIfRewind(StreamSequenceToken? token)
    {
        if (token is not null) throw new ArgumentException("The provider is not rewindable: a subscription begins with the next event.", nameof(token));
    }

    private Task<StreamSubscriptionHandle<T>> Attach(StreamConsumer consumer, StreamSequenceToken? token)
    {
        ThrowIfRewind(token);
        if (subscription.Grain is not { } grain) subscription.Consumer = consumer;
        else if (Activation.Current is { } here && here.GrainId == grain) here.Attach(subscription, consumer);
        else throw new InvalidOperationException($"The subscription belongs to {grain}: only that grain can resume it, in a turn of its own.");
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }
}
