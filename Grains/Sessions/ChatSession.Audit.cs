using LiveChat.Audit;

namespace LiveChat.Sessions;

// What the trail keeps of a session. It is written before the deed, so that nothing happens without it.
public sealed partial class ChatSession
{
    private static readonly TimeSpan WatchingHolds = TimeSpan.FromHours(1);

    // Admins whose watching stands in the trail, and since when.
    private readonly Dictionary<string, DateTimeOffset> _watchers = new(StringComparer.Ordinal);

    /// <summary>Records that an admin reads what others say to each other; refuses when that cannot be recorded.</summary>
    private async ValueTask<Refusal?> RecordWatching(Caller caller)
    {
        if (SessionRules.SeatOf(_state, caller) is not Seat.Watcher) return null;
        if (_watchers.TryGetValue(caller.UserId, out var since) && clock.GetUtcNow() - since < WatchingHolds) return null;
        if (await Record(caller, AuditAction.SessionWatched) is { } refusal) return refusal;
        _watchers[caller.UserId] = clock.GetUtcNow();
        return null;
    }

    private ValueTask<Refusal?> RecordDeletion(Caller caller) => Record(caller, AuditAction.SessionDeleted);

    private async ValueTask<Refusal?> Record(Caller caller, string action)
    {
        var header = _state!.Header;
        try
        {
            await audit.Append(
                Audited.Deed(clock, caller, action, Id.ToString(), ("kind", header.Kind.ToString().ToLowerInvariant()), ("deskId", header.DeskId)), CancellationToken.None);
            return null;
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }
}
