using Orleans.Streams;
using Orleans.Streams.Core;

namespace Orleans.Runtime;

/// <summary>The observers that this activation has attached to its grain's subscriptions.</summary>
internal sealed partial class Activation
{
    public void Attach(StreamSubscription subscription, StreamConsumer consumer) => Rare.Consumers[subscription.Id] = consumer;

    public void Detach(StreamSubscription subscription) => _extras?.Consumers.Remove(subscription.Id);

    /// <summary>The attached observer. A grain that implements <see cref="IStreamSubscriptionObserver"/> is asked for one first.</summary>
    public async ValueTask<StreamConsumer?> ConsumerFor(StreamSubscription subscription)
    {
        if (_extras?.Consumers.GetValueOrDefault(subscription.Id) is { } known) return known;
        if (_instance is not IStreamSubscriptionObserver observer) return null;
        await observer.OnSubscribed(new HandleFactory(subscription, new StreamProvider(subscription.Channel.Provider, Silo.Cluster)));
        return _extras?.Consumers.GetValueOrDefault(subscription.Id);
    }

    public void Add(PersistentState state) => Rare.States.Add(state);

    private sealed class HandleFactory(StreamSubscription subscription, StreamProvider provider) : IStreamSubscriptionHandleFactory
    {
        public StreamId StreamId => subscription.Channel.Id;

        public string ProviderName => subscription.Channel.Provider;

        public StreamSubscriptionHandle<T> Create<T>() => new SubscriptionHandle<T>(provider, subscription);
    }
}
