using Orleans.Streams;

namespace LiveChat.Engine;

public interface ICounter : IGrainWithIntegerKey
{
    Task<int> Add(int amount);
}

public sealed class Counter : Grain, ICounter
{
    private int _sum;

    public Task<int> Add(int amount) => Task.FromResult(_sum += amount);
}

public interface ISleeper : IGrainWithStringKey
{
    Task Wake();
}

public sealed class Sleeper : Grain, ISleeper
{
    public Task Wake() => Task.CompletedTask;
}

public interface IListener : IGrainWithStringKey
{
    Task Listen();
}

/// <summary>Subscribes to the measured stream and notes when each event came.</summary>
public sealed class Listener : Grain, IListener
{
    public Task Listen() => this.GetStreamProvider(Measured.Streams).GetStream<Moment>(StreamId.Create("bench", this.GetPrimaryKeyString()))
        .SubscribeAsync((moment, _) =>
        {
            Measured.Arrived(moment);
            return Task.CompletedTask;
        });
}

/// <summary>When an event was sent, in ticks of the high-resolution clock.</summary>
[GenerateSerializer, Immutable, Alias("bench.Moment")]
public sealed record Moment([property: Id(0)] long Sent);
