namespace LiveChat.Queues;

/// <summary>What becomes due, earliest first. Nothing is taken back: who is woken looks whether it still matters.</summary>
internal sealed class Alarms
{
    private readonly PriorityQueue<Alarm, DateTimeOffset> _due = new();

    public DateTimeOffset? Next => _due.TryPeek(out _, out var at) ? at : null;

    public void Set(Alarm alarm) => _due.Enqueue(alarm, alarm.At);

    public bool TryTake(DateTimeOffset now, out Alarm alarm)
    {
        if (_due.TryPeek(out alarm, out var at) && at <= now)
        {
            _due.Dequeue();
            return true;
        }

        alarm = default;
        return false;
    }
}

internal enum AlarmKind
{
    OfferEnds,
    CoolDownEnds,
    AbsenceEnds,
    LeaseEnds,
    AsideEnds,
    HoursChange,
    TargetLooms,
    AwayAgain,
}

internal readonly record struct Alarm(AlarmKind Kind, DateTimeOffset At, Guid SessionId, string AgentId);
