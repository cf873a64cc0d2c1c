using Orleans.Runtime;
using Orleans.Streams;

namespace LiveChat.Silo.Hosting.Live;

/// <summary>What a follower holds, to end it.</summary>
internal sealed class LiveHandle<T>(LiveFollowers followers, LiveSubscription subscription, StreamId id) : StreamSubscriptionHandle<T>
{
    public override Guid HandleId { get; } = Guid.CreateVersion7();

    public override string ProviderName => StreamNames.Provider;

    public override StreamId StreamId => id;

    public override Task UnsubscribeAsync() => followers.End(subscription);

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null) =>
        throw new NotSupportedException("Follow the stream anew.");

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) =>
        throw new NotSupportedException("Follow the stream anew.");

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other is LiveHandle<T> handle && handle.HandleId == HandleId;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionHandle<T>);

    public override int GetHashCode() => HandleId.GetHashCode();
}
