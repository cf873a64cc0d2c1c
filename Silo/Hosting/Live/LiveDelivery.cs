using Orleans.Runtime;

namespace LiveChat.Silo.Hosting.Live;

/// <summary>
/// What one reader of a topic is still to be given: one batch under way, the rest behind it, in order. Runs on the
/// topic's own scheduler, between its turns.
/// </summary>
internal sealed class LiveDelivery(ILiveReader reader, TimeSpan lease, TimeProvider clock)
{
    // As many as the embedded engine keeps for a subscriber.
    private const int MostWaiting = 4096;
    private const int MostAttempts = 2;

    private List<object> _waiting = [];
    private TaskCompletionSource? _emptied;
    private long _renewed = clock.GetTimestamp();
    private bool _sending;

    /// <summary>New for each time that somebody begins to follow.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Why nothing more is delivered; null while it is.</summary>
    public string? Ended { get; private set; }

    /// <summary>Whether all was taken.</summary>
    public bool IsEmpty => !_sending && Ended is null;

    public void Renew() => _renewed = clock.GetTimestamp();

    /// <summary>Takes one event more; false when the reader is to be forgotten.</summary>
    public bool Add(object happened)
    {
        if (Ended is null && clock.GetElapsedTime(_renewed) > lease) return false;
        if (Ended is null && _waiting.Count >= MostWaiting) End("it does not keep up");
        if (Ended is not null) return false;
        _waiting.Add(happened);
        if (!_sending) _ = Send();
        return true;
    }

    /// <summary>Takes several.</summary>
    public void Add(List<object> happened)
    {
        foreach (var each in happened) Add(each);
    }

    /// <summary>When all was taken, or nothing more will be.</summary>
    public Task Emptied() => _sending ? (_emptied ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;

    private async Task Send()
    {
        _sending = true;
        while (Ended is null && _waiting.Count > 0)
        {
            var batch = _waiting.ToArray();
            _waiting = [];
            await Hand(batch);
        }
        _sending = false;
        _emptied?.TrySetResult();
        _emptied = null;
    }

    private async Task Hand(object[] batch)
    {
        for (var attempt = 1; Ended is null; attempt++)
        {
            try
            {
                await reader.Take(batch);
                return;
            }
            catch (Exception fault)
            {
                // The gateway on the way may have died: the next attempt takes another. A front that is gone stays silent.
                if (attempt == MostAttempts) End(fault.Message);
            }
        }
    }

    private void End(string reason)
    {
        Ended = reason;
        _waiting = [];
        _ = reader.Ended(whole: false);
    }
}
