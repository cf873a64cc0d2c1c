namespace LiveChat.Chaos.World;

/// <summary>A direction through the proxy.</summary>
[Flags]
internal enum Way
{
    None = 0,
    ToServer = 1,
    ToClient = 2,
}

/// <summary>What befalls bytes on their way through a proxy.</summary>
internal sealed class Weather
{
    private readonly Lock _lock = new();
    private Way _blocked;
    private TaskCompletionSource _open = Opened();
    private TimeSpan _least;
    private TimeSpan _most;

    /// <summary>Whether anything is otherwise than it should be.</summary>
    public bool IsBad
    {
        get { lock (_lock) return _blocked != Way.None || _most > TimeSpan.Zero; }
    }

    /// <summary>Each piece is late by a time between these.</summary>
    public void Delay(TimeSpan least, TimeSpan most)
    {
        lock (_lock) (_least, _most) = (least, most);
    }

    /// <summary>Nothing passes in these directions, and nobody is told.</summary>
    public void Block(Way ways)
    {
        lock (_lock)
        {
            _blocked = ways;
            if (_open.Task.IsCompleted) _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>All is well again; what was held back goes on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            (_blocked, _least, _most) = (Way.None, TimeSpan.Zero, TimeSpan.Zero);
            _open.TrySetResult();
        }
    }

    /// <summary>Done when a piece may go on.</summary>
    public async Task Pass(Way way)
    {
        var (open, late) = Now(way);
        await open;
        if (late > TimeSpan.Zero) await Task.Delay(late);
    }

    private (Task Open, TimeSpan Late) Now(Way way)
    {
        lock (_lock) return (_blocked.HasFlag(way) ? _open.Task : Task.CompletedTask, _least + ((_most - _least) * Random.Shared.NextDouble()));
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
