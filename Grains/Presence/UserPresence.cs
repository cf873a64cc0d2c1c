using LiveChat.Accounts;
using LiveChat.Queues;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Presence;

/// <summary>One user's presence. In memory but for when the user was last seen: what a silo loses, the fronts' next calls bring back.</summary>
public sealed partial class UserPresence(
    IUserStore users,
    TimeProvider clock,
    IOptions<PresenceOptions> options,
    ILogger<UserPresence> logger) : Grain, IUserPresence
{
    private readonly PresenceState _state = new();

    // What is still to be delivered; each is tried again until it was.
    private readonly HashSet<string> _desksToTell = new(StringComparer.Ordinal);
    private DateTimeOffset? _lastSeenToSave;
    private DateTimeOffset? _lastSeen;
    private IGrainTimer? _upkeep;

    private string UserId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task Connect(Caller caller, string frontId, string connectionId)
    {
        RefuseOthers(caller);
        var before = _state.Status;
        var wasConnected = _state.IsConnected;
        // A connection that breaks and comes back at once must not take an agent off the desk.
        _state.Connect(caller, frontId, connectionId, isBack: clock.GetUtcNow() - _lastSeen < options.Value.LeaseTime);
        _lastSeenToSave = null;
        KeepUp();
        await Changed(before, tellDesks: !wasConnected);
    }

    /// <inheritdoc/>
    public async Task Keep(Caller caller, string frontId, string connectionId, PresenceChoice? choice)
    {
        RefuseOthers(caller);
        var before = _state.Status;
        if (!_state.Keep(caller, frontId, connectionId, choice)) return;
        _lastSeenToSave = null;
        KeepUp();
        await Changed(before, tellDesks: true);
    }

    /// <inheritdoc/>
    public async Task Disconnect(string frontId, string connectionId)
    {
        var before = _state.Status;
        var wasConnected = _state.IsConnected;
        _state.Disconnect(frontId, connectionId);
        if (wasConnected && !_state.IsConnected) await Left(before);
    }

    /// <inheritdoc/>
    public async Task<Refusal?> SetStatus(Caller caller, PresenceStatus status)
    {
        if (caller.UserId != UserId) return new(RefusalCode.Forbidden, "You can set your own status only.");
        var before = _state.Status;
        if (_state.Choose(caller, status, clock.GetUtcNow()) is { } refusal) return refusal;
        await Changed(before, tellDesks: true);
        return null;
    }

    /// <inheritdoc/>
    public async Task<PresenceView> Read()
    {
        if (!_state.IsConnected && _lastSeen is null)
        {
            try
            {
                _lastSeen = await users.LastSeen(UserId, CancellationToken.None);
            }
            catch (StoreUnavailableException fault)
            {
                // Presence is worth having without the time of the last visit.
                LogStoreAway(logger, UserId, fault);
            }
        }
        return View();
    }

    private void RefuseOthers(Caller caller)
    {
        if (caller.UserId != UserId) throw new ArgumentException("A connection belongs to the presence of its own user.", nameof(caller));
    }

    private PresenceView View() => new(UserId, _state.Status, _state.IsConnected ? clock.GetUtcNow() : _lastSeen);

    private Task Left(PresenceStatus before)
    {
        _lastSeen = _lastSeenToSave = clock.GetUtcNow();
        return Changed(before, tellDesks: true);
    }

    private async Task Changed(PresenceStatus before, bool tellDesks)
    {
        if (tellDesks) _desksToTell.UnionWith(_state.Standing?.Desks ?? []);
        if (_state.Status != before) await Publish();
        await Deliver();
    }

    private async Task Publish()
    {
        try
        {
            await this.GetStreamProvider(StreamNames.Provider).GetStream<PresenceView>(StreamNames.Presence(UserId)).OnNextAsync(View());
        }
        catch (Exception fault)
        {
            // Whatever ails the stream, who asks gets the truth.
            LogPublishFailed(logger, UserId, fault);
        }
    }

    private void KeepUp()
    {
        // However soon idle grains go: who is connected is known here alone, and a look may come late.
        DelayDeactivation(options.Value.PollInterval * 4);
        _upkeep ??= this.RegisterGrainTimer(Upkeep, new() { DueTime = options.Value.PollInterval, Period = options.Value.PollInterval, KeepAlive = true });
    }

    /// <summary>Drops the connections of dead fronts, and repeats to the desks what a queue that moved may not know.</summary>
    private async Task Upkeep(CancellationToken token)
    {
        var before = _state.Status;
        var wasConnected = _state.IsConnected;
        foreach (var frontId in _state.Fronts)
        {
            if (!await Lives(frontId)) _state.Drop(frontId);
        }
        if (wasConnected && !_state.IsConnected) await Left(before);
        else await Changed(before, tellDesks: _state.IsConnected);

        if (_state.IsConnected || _desksToTell.Count > 0 || _lastSeenToSave is not null)
        {
            KeepUp();
            return;
        }
        _upkeep?.Dispose();
        _upkeep = null;
        DelayDeactivation(TimeSpan.Zero);
    }

    private async Task<bool> Lives(string frontId)
    {
        try
        {
            return await GrainFactory.GetGrain<IFrontLease>(frontId).Holds();
        }
        catch (Exception fault)
        {
            // That the lease cannot be asked says nothing about the front; the next look will tell.
            LogLeaseAway(logger, UserId, frontId, fault);
            return true;
        }
    }

    private async Task Deliver()
    {
        if (_lastSeenToSave is { } lastSeen) await SaveLastSeen(lastSeen);
        foreach (var deskId in _desksToTell.ToArray()) await TellDesk(deskId);
        if (_desksToTell.Count > 0 || _lastSeenToSave is not null) KeepUp();
    }

    private async Task SaveLastSeen(DateTimeOffset lastSeen)
    {
        try
        {
            await users.SaveLastSeen(UserId, lastSeen, CancellationToken.None);
            _lastSeenToSave = null;
        }
        catch (StoreUnavailableException fault)
        {
            LogStoreAway(logger, UserId, fault);
        }
    }

    private async Task TellDesk(string deskId)
    {
        try
        {
            await GrainFactory.GetGrain<IAgentQueue>(deskId).SetAvailability(_state.Standing!.Availability);
            _desksToTell.Remove(deskId);
        }
        catch (Exception fault)
        {
            // Whatever ails the queue: the desk is told again at the next look.
            LogDeskAway(logger, UserId, deskId, fault);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Presence of {UserId}: the database is away; when the user was last seen waits.")]
    private static partial void LogStoreAway(ILogger logger, string userId, Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "Presence of {UserId}: a change could not be published.")]
    private static partial void LogPublishFailed(ILogger logger, string userId, Exception fault);

    [LoggerMessage(3, LogLevel.Warning, "Presence of {UserId}: the lease of front {FrontId} could not be asked.")]
    private static partial void LogLeaseAway(ILogger logger, string userId, string frontId, Exception fault);

    [LoggerMessage(4, LogLevel.Warning, "Presence of {UserId}: desk {DeskId} could not be told; it is tried again.")]
    private static partial void LogDeskAway(ILogger logger, string userId, string deskId, Exception fault);
}
