namespace Orleans.Runtime;

/// <summary>One reminder and its timer. A tick is due whole periods after the first; one that is missed is not made up for.</summary>
internal sealed class Reminder(ReminderService service, ReminderEntry entry) : IGrainReminder
{
    // Timers take at most 49 days; a longer wait is made of several.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private ITimer? _timer;
    private DateTime _next;
    private bool _isStopped;

    public string ReminderName => entry.ReminderName;

    public ReminderEntry Entry => entry;

    public void Start()
    {
        lock (_gate)
        {
            if (_isStopped) return;
            _next = NextTick(Now);
            _timer = service.Time.CreateDetachedTimer(static self => ((Reminder)self!).Due(), this, Wait(), Timeout.InfiniteTimeSpan);
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            _timer?.Dispose();
        }
    }

    private DateTime Now => service.Time.GetUtcNow().UtcDateTime;

    private DateTime StartAt => DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc);

    private void Due()
    {
        if (Now < _next) Arm();
        else _ = Tick();
    }

    private async Task Tick()
    {
        try
        {
            await new ReminderTick(entry, new TickStatus(StartAt, entry.Period, Now)).Send(service.Silo);
        }
        catch (SiloUnavailableException) when (service.IsStopped)
        {
            return; // the silo went while the tick was on its way
        }
        catch (Exception exception) // the grain's: the reminder stays and comes again
        {
            service.LogTickFailed(entry, exception);
        }
        var now = Now;
        var following = NextTick(now);
        _next = following > _next ? following : _next + entry.Period;
        Arm();
    }

    private void Arm()
    {
        lock (_gate)
        {
            if (!_isStopped) _timer!.Change(Wait(), Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan Wait()
    {
        var wait = _next - Now;
        return wait <= TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait < LongestWait ? wait : LongestWait;
    }

    private DateTime NextTick(DateTime now)
    {
        if (now <= StartAt) return StartAt;
        var sinceLast = (now - StartAt).Ticks % entry.Period.Ticks;
        return sinceLast == 0 ? now : now.AddTicks(entry.Period.Ticks - sinceLast);
    }
}

/// <summary>The call of a reminder to its grain.</summary>
internal sealed class ReminderTick(ReminderEntry entry, TickStatus status) : LocalRequest
{
    internal override bool IsLocal => false;

    public override string GetMethodName() => nameof(IRemindable.ReceiveReminder);

    public override string GetInterfaceName() => nameof(IRemindable);

    public Task Send(Silo silo)
    {
        var answer = Expect();
        Target = new TickReference(new(entry.GrainId.Type, default, silo.Sender), entry.GrainId.Key);
        Deadline = silo.Clock.After(silo.ResponseTimeout);
        Target.Deliver(this);
        return answer;
    }

    protected override Task InvokeInner() => Holder!.GrainInstance is IRemindable grain
        ? grain.ReceiveReminder(entry.ReminderName, status)
        : throw new InvalidOperationException($"{Holder.Kind.Class} has a reminder \"{entry.ReminderName}\", but no longer implements {nameof(IRemindable)}.");

    private sealed class TickReference(GrainReferenceShared shared, IdSpan key) : GrainReference(shared, key);
}
