using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace Orleans.Runtime;

/// <summary>One stream that somebody follows: its subscriptions, and the number of its last event. It is gone with its last subscription.</summary>
internal sealed class StreamChannel
{
    private StreamSubscription[] _subscriptions;
    private bool _isClosed;
    private long _lastNumber;

    public StreamChannel(StreamHub hub, string provider, StreamId id)
    {
        Hub = hub;
        Provider = provider;
        Id = id;
        _subscriptions = [.. hub.ImplicitSubscribers(id).Select(type => new StreamSubscription(this, ImplicitId(type, id), GrainId.Create(type, id.GetKeyAsString()), isImplicit: true))];
    }

    public StreamHub Hub { get; }
    public string Provider { get; }
    public StreamId Id { get; }
    public StreamSubscription[] Subscriptions => _subscriptions;

    /// <summary>Gives the events to every subscription, in one order for all. Waits a moment, not more, for those that are behind.</summary>
    public Task Publish(IReadOnlyList<object?> items)
    {
        List<StreamSubscription>? behind = null;
        lock (this)
        {
            var number = ++_lastNumber;
            for (var i = 0; i < items.Count; i++)
            {
                var entry = new StreamEvent(items[i], new EventSequenceTokenV2(number, i));
                foreach (var subscription in _subscriptions)
                    if (!subscription.Add(entry)) (behind ??= []).Add(subscription);
            }
        }
        foreach (var subscription in _subscriptions) subscription.StartPump();
        return behind is null ? Task.CompletedTask : Task.WhenAll(behind.Distinct().Select(each => each.WaitForRoom()));
    }

    /// <returns>Null when the channel has closed: there is, or will be, another.</returns>
    public StreamSubscription? Subscribe(GrainId? grain)
    {
        var subscription = new StreamSubscription(this, Guid.CreateVersion7(), grain, isImplicit: false);
        lock (this)
        {
            if (_isClosed) return null;
            _subscriptions = [.. _subscriptions, subscription];
            return subscription;
        }
    }

    public void Unsubscribe(StreamSubscription subscription)
    {
        lock (this)
        {
            _subscriptions = [.. _subscriptions.Where(each => each != subscription)];
            if (_subscriptions.Length == 0 && !_isClosed && !Hub.ImplicitSubscribers(Id).Any())
            {
                _isClosed = true;
                Hub.Remove(this);
            }
        }
        subscription.End();
    }

    /// <summary>The same in every activation: an implicit subscription has no other place to keep its id.</summary>
    private static Guid ImplicitId(GrainType type, StreamId stream)
    {
        Span<byte> id = stackalloc byte[16];
        BitConverter.TryWriteBytes(id, type.GetUniformHashCode());
        BitConverter.TryWriteBytes(id[4..], stream.GetHashCode());
        return new Guid(id);
    }
}

internal sealed record StreamEvent(object? Item, StreamSequenceToken Token);
