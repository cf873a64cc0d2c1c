namespace Orleans.Runtime;

/// <summary>The scheduler: one task after the other, on whichever pool thread takes the activation.</summary>
internal sealed partial class Activation
{
    // After so many tasks the activation goes to the end of the pool's queue, so that others get their turn.
    private const int Quantum = 64;

    private Task? _nextTask;
    private Queue<Task>? _laterTasks;
    private bool _isScheduled;

    /// <summary>Tasks are inlined only from within a turn of this activation, where nothing else can run.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (this) return _nextTask is { } next ? [next, .. _laterTasks ?? []] : [];
    }

    public override int MaximumConcurrencyLevel => 1;

    protected override void QueueTask(Task task)
    {
        lock (this)
        {
            if (_nextTask is null) _nextTask = task;
            else (_laterTasks ??= new()).Enqueue(task);
            if (_isScheduled) return;
            _isScheduled = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        for (var done = 0; done < Quantum; done++)
        {
            Task task;
            lock (this)
            {
                if (_nextTask is null)
                {
                    _isScheduled = false;
                    return;
                }
                task = _nextTask;
                _nextTask = _laterTasks is { Count: > 0 } ? _laterTasks.Dequeue() : null;
            }
            TryExecuteTask(task);
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
