using Orleans.Streams;

namespace Orleans.Runtime;

/// <summary>
/// One subscriber and what it has not taken yet. A subscriber that stays behind for longer than producers wait loses
/// its backlog, hears so through OnErrorAsync, and goes on with what comes then.
/// </summary>
internal sealed class StreamSubscription(StreamChannel channel, Guid id, GrainId? grain, bool isImplicit)
{
    private const int Batch = 64;
    private static readonly TimeSpan ProducerPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Queue<StreamEvent> _backlog = new();
    private readonly StreamLimits _limits = channel.Hub.Limits(channel.Provider);
    private readonly GrainReference? _target = grain is { } id ? new PlainReference(new(id.Type, default, channel.Hub.Silo.Sender), id.Key) : null;
    private TaskCompletionSource? _room;
    private bool _isPumping;
    private bool _isEnded;
    private int _lost;

    public StreamChannel Channel => channel;
    public Guid Id => id;

    /// <summary>The subscribed grain; null for code outside grains.</summary>
    public GrainId? Grain => grain;

    public bool IsImplicit => isImplicit;

    /// <summary>The observer of a subscriber outside grains. A grain's observer belongs to its activation.</summary>
    public StreamConsumer? Consumer { get; set; }

    /// <returns>False when the subscriber is behind, and the producer should wait.</returns>
    public bool Add(StreamEvent entry)
    {
        lock (_backlog)
        {
            if (_isEnded) return true;
            if (_lost > 0)
            {
                _lost++;
                return true;
            }
            _backlog.Enqueue(entry);
            if (_backlog.Count <= _limits.Backlog) return true;
            if (_backlog.Count > 2 * _limits.Backlog) Cut();
            return false;
        }
    }

    /// <summary>Waits until the subscriber has caught up, or cuts it off.</summary>
    public async Task WaitForRoom()
    {
        Task room;
        lock (_backlog)
        {
            if (_backlog.Count <= _limits.Backlog) return;
            room = (_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
        try
        {
            await room.WaitAsync(ProducerPatience, channel.Hub.Silo.TimeProvider);
        }
        catch (TimeoutException)
        {
            lock (_backlog)
            {
                if (_backlog.Count > _limits.Backlog) Cut();
            }
        }
    }

    public void StartPump()
    {
        lock (_backlog)
        {
            if (_isPumping || _isEnded || (_backlog.Count == 0 && _lost == 0)) return;
            _isPumping = true;
        }
        channel.Hub.Silo.Turns.Add(static self => _ = self.Pump(), this);
    }

    public void End()
    {
        lock (_backlog)
        {
            _isEnded = true;
            _backlog.Clear();
            _room?.TrySetResult();
        }
    }

    private void Cut()
    {
        _lost += _backlog.Count;
        channel.Hub.LogCut(this, _lost);
        _backlog.Clear();
        _room?.TrySetResult();
        _room = null;
    }

    // Where turns run, and without the producer's execution context: neither its turn nor its request goes along.
    private async Task Pump()
    {
        while (Take() is { } batch)
        {
            var done = 0;
            var pause = FirstPause;
            long? failingSince = null;
            while (done < batch.Events.Length || batch.Error is not null)
            {
                var delivery = new StreamDelivery(this, batch.Events.AsMemory(done), batch.Error);
                var outcome = delivery.Send(_target);
                await outcome.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                done += delivery.Delivered;
                if (outcome.IsCompletedSuccessfully) break;
                if (_isEnded || channel.Hub.IsStopped) return;
                if (delivery.Delivered > 0) (failingSince, pause) = (null, FirstPause);

                var time = channel.Hub.Silo.TimeProvider;
                failingSince ??= time.GetTimestamp();
                if (batch.Error is not null || time.GetElapsedTime(failingSince.Value) >= _limits.Delivery)
                {
                    var exception = outcome.Exception?.InnerException ?? new OperationCanceledException();
                    channel.Hub.LogGivenUp(this, exception);
                    if (batch.Error is not null) break; // it failed on the error itself: nobody else to tell
                    done++;
                    await new StreamDelivery(this, default, new StreamEventDeliveryFailureException($"An event of stream {channel.Id} was given up.", exception))
                        .Send(_target).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                    (failingSince, pause) = (null, FirstPause);
                }
                else
                {
                    await Task.Delay(pause, time);
                    pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
                }
            }
        }
    }

    private (StreamEvent[] Events, Exception? Error)? Take()
    {
        lock (_backlog)
        {
            if (_isEnded || channel.Hub.IsStopped || (_backlog.Count == 0 && _lost == 0))
            {
                _isPumping = false;
                return null;
            }
            if (_lost > 0)
            {
                var error = new CacheFullException($"{_lost} events of stream {channel.Id} are lost: the subscriber was too slow.");
                _lost = 0;
                return ([], error);
            }
            var events = new StreamEvent[Math.Min(_backlog.Count, Batch)];
            for (var i = 0; i < events.Length; i++) events[i] = _backlog.Dequeue();
            if (_backlog.Count <= _limits.Backlog)
            {
                _room?.TrySetResult();
                _room = null;
            }
            return (events, null);
        }
    }

    private sealed class PlainReference(GrainReferenceShared shared, IdSpan key) : GrainReference(shared, key);
}
