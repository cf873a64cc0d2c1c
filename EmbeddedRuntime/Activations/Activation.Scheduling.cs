namespace Orleans.Runtime;

/// <summary>The scheduler: one task after the other, on whichever thread takes the activation.</summary>
internal sealed partial class Activation
{
    private Task? _nextTask;
    private Queue<Task>? _laterTasks;
    private Task? _starting;
    private Work _due;
    private bool _isScheduled;

    /// <summary>The activation's own work. It is begun by the pump, so that no caller's execution context comes in with it.</summary>
    [Flags]
    private enum Work : byte
    {
        None = 0,
        Activate = 1,
        Serve = 2,
        End = 4,
    }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Tasks are inlined only from within a turn of this activation, where nothing else can run.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (this) return _nextTask is { } next ? [next, .. _laterTasks ?? []] : [];
    }

    protected override void QueueTask(Task task)
    {
        if (ReferenceEquals(task, _starting)) return;
        lock (this)
        {
            if (_nextTask is null) _nextTask = task;
            else (_laterTasks ??= new()).Enqueue(task);
            if (_isScheduled) return;
            _isScheduled = true;
        }
        Schedule();
    }

    void IThreadPoolWorkItem.Execute()
    {
        for (var left = Silo.Turns.Quantum; left > 0; left--)
        {
            Task? task;
            Work due;
            lock (this)
            {
                due = _due;
                _due = Work.None;
                task = due == Work.None ? _nextTask : null;
                if (task is not null) _nextTask = _laterTasks is { Count: > 0 } ? _laterTasks.Dequeue() : null;
                else if (due == Work.None)
                {
                    _isScheduled = false;
                    return;
                }
            }
            TryExecuteTask(task ?? Begin(due));
        }
        Schedule();
    }

    /// <summary>Notes work for the pump. Under the lock; true when the caller has to call <see cref="Schedule"/> after it.</summary>
    private bool IsPumpNeeded(Work work)
    {
        _due |= work;
        if (_isScheduled) return false;
        return _isScheduled = true;
    }

    private void Schedule() => Silo.Turns.Add(this);

    /// <summary>The work as a task of this scheduler, so that <see cref="TaskScheduler.Current"/> is this within it.</summary>
    private Task Begin(Work due)
    {
        var task = due switch
        {
            Work.Activate => new Task(static self => _ = ((Activation)self!).ActivateAsync(), this),
            Work.End => new Task(static self => _ = ((Activation)self!).DeactivateAsync(), this),
            Work.Serve => new Task(static self => ((Activation)self!).Serve(), this),
            _ => throw new InvalidOperationException($"{due} is more than one kind of work."),
        };
        _starting = task;
        task.Start(this);
        _starting = null;
        return task;
    }
}
