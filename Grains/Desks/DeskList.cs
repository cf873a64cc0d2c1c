using Orleans.Concurrency;

namespace LiveChat.Desks;

/// <summary>Lists the desks. It keeps nothing: there are few, and they are asked for seldom.</summary>
[StatelessWorker]
public sealed class DeskList(IDeskStore desks) : Grain, IDesks
{
    /// <inheritdoc/>
    public Task<Desk[]> List() => desks.All(CancellationToken.None);
}
