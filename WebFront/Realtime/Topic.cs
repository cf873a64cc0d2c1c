using Orleans.Runtime;
using Orleans.Streams;

namespace LiveChat.WebFront.Realtime;

/// <summary>One stream with the sockets of this front that follow it: one subscription for all of them.</summary>
internal abstract class Topic(StreamId id)
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Following[] _followings = [];

    public StreamId Id => id;

    /// <summary>Done when the subscription stands.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Who follows, as of now.</summary>
    public Following[] Followings => _followings;

    /// <summary>Under the relay's lock.</summary>
    public void Add(Following following) => _followings = [.. _followings, following];

    /// <summary>Under the relay's lock. Answers whether anybody is left.</summary>
    public bool Remove(Following following)
    {
        _followings = Array.FindAll(_followings, f => f != following);
        return _followings.Length > 0;
    }

    /// <summary>Subscribes and tells those who wait on <see cref="Ready"/> how it went.</summary>
    public async Task Open(IStreamProvider streams)
    {
        try
        {
            await Subscribe(streams);
            _ready.TrySetResult();
        }
        catch (Exception e)
        {
            // Whatever it was, it is for those who wait to hear.
            _ready.TrySetException(e);
        }
    }

    /// <summary>Ends the subscription, if it ever stood.</summary>
    public abstract Task Close();

    protected abstract Task Subscribe(IStreamProvider streams);

    protected void Deliver(Frame frame)
    {
        foreach (var following in _followings) following.Deliver(frame);
    }

    protected void DeliverToOthers(Frame frame, string userId)
    {
        foreach (var following in _followings)
        {
            if (following.Socket.Caller.UserId != userId) following.Deliver(frame);
        }
    }
}

/// <inheritdoc/>
/// <typeparam name="T">The stream's event.</typeparam>
internal abstract class Topic<T>(StreamId id, Action<Topic, Exception> failed) : Topic(id)
{
    private StreamSubscriptionHandle<T>? _handle;

    public override Task Close() => _handle?.UnsubscribeAsync() ?? Task.CompletedTask;

    protected override async Task Subscribe(IStreamProvider streams) => _handle = await streams.GetStream<T>(Id).SubscribeAsync(
        (happened, _) =>
        {
            OnNext(happened);
            return Task.CompletedTask;
        },
        error =>
        {
            failed(this, error);
            return Task.CompletedTask;
        });

    protected abstract void OnNext(T happened);
}
