namespace Orleans.Runtime;

/// <summary>Events, or an error, on their way to one subscriber; to a grain it is a call like any other.</summary>
internal sealed class StreamDelivery(StreamSubscription subscription, ReadOnlyMemory<StreamEvent> events, Exception? error) : LocalRequest
{
    /// <summary>How many events the subscriber has taken.</summary>
    public int Delivered { get; private set; }

    // Unlike a timer's tick it has a meaning for the next activation too.
    internal override bool IsLocal => false;

    public override string GetMethodName() => error is null ? "OnNextAsync" : "OnErrorAsync";

    public override string GetInterfaceName() => "IAsyncObserver";

    public Task Send(GrainReference? grain)
    {
        if (grain is null) return subscription.Consumer is { } consumer ? Deliver(consumer) : Task.CompletedTask;
        var answer = Expect();
        Target = grain;
        try
        {
            grain.Deliver(this);
        }
        catch (Exception exception) // no activation takes it: the pump tries again or gives up
        {
            Fail(exception);
        }
        return answer;
    }

    protected override async Task InvokeInner()
    {
        if (await Holder!.ConsumerFor(subscription) is { } consumer)
        {
            await Deliver(consumer);
            return;
        }
        subscription.Channel.Hub.LogUnattached(subscription);
        Delivered = events.Length;
    }

    private async Task Deliver(StreamConsumer consumer)
    {
        if (error is not null)
        {
            await consumer.Error(error);
            return;
        }
        if (consumer.TakesBatches)
        {
            await consumer.Next(events);
            Delivered = events.Length;
            return;
        }
        for (; Delivered < events.Length; Delivered++) await consumer.Next(events.Slice(Delivered, 1));
    }
}
