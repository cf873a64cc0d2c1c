using Orleans.Streams;

namespace Orleans.Runtime;

/// <summary>An observer without its type.</summary>
internal abstract class StreamConsumer
{
    public abstract bool TakesBatches { get; }

    public abstract Task Next(ReadOnlyMemory<StreamEvent> events);

    public abstract Task Error(Exception exception);
}

internal sealed class SingleConsumer<T>(IAsyncObserver<T> observer, Copier? copier) : StreamConsumer
{
    public override bool TakesBatches => false;

    public override Task Next(ReadOnlyMemory<StreamEvent> events)
    {
        var (item, token) = events.Span[0];
        return observer.OnNextAsync(copier is null ? (T)item! : copier.Copy((T)item!), token);
    }

    public override Task Error(Exception exception) => observer.OnErrorAsync(exception);
}

internal sealed class BatchConsumer<T>(IAsyncBatchObserver<T> observer, Copier? copier) : StreamConsumer
{
    public override bool TakesBatches => true;

    public override Task Next(ReadOnlyMemory<StreamEvent> events)
    {
        var items = new List<SequentialItem<T>>(events.Length);
        foreach (var (item, token) in events.Span) items.Add(new(copier is null ? (T)item! : copier.Copy((T)item!), token));
        return observer.OnNextAsync(items);
    }

    public override Task Error(Exception exception) => observer.OnErrorAsync(exception);
}
