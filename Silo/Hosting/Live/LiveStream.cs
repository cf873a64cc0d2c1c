using Orleans.Runtime;
using Orleans.Streams;

namespace LiveChat.Silo.Hosting.Live;

/// <summary>One of the product's streams: grains publish, fronts follow.</summary>
internal sealed class LiveStream<T>(LiveFollowers followers, ILiveTopic topic, StreamId id) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName => StreamNames.Provider;

    public StreamId StreamId => id;

    public Task OnNextAsync(T item, StreamSequenceToken? token = null) => topic.Publish(item!);

    public async Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        foreach (var item in batch) await topic.Publish(item!);
    }

    public Task OnCompletedAsync() => throw new NotSupportedException("These streams have no end.");

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException("These streams carry events only.");

    public async Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => await followers.Follow(topic, id, observer);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null) =>
        token is null && filterData is null ? SubscribeAsync(observer) : throw new NotSupportedException("These streams cannot be rewound or filtered.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => throw new NotSupportedException("These streams give one event at a time.");

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) => SubscribeAsync(observer);

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() => throw new NotSupportedException("Followers of these streams keep their handle.");

    public bool Equals(IAsyncStream<T>? other) => other is LiveStream<T> stream && stream.StreamId.Equals(id);

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => id.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : id.CompareTo(other.StreamId);
}

/// <summary>The streams of <see cref="StreamNames"/>, by Orleans' name for where streams come from.</summary>
internal sealed class LiveStreams(LiveFollowers followers, IGrainFactory grains) : IStreamProvider
{
    public string Name => StreamNames.Provider;

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new LiveStream<T>(followers, grains.GetGrain<ILiveTopic>(streamId.ToString()), streamId);
}
