using System.Diagnostics.CodeAnalysis;

namespace LiveChat.Silo.Storage.Sqlite;

/// <summary>
/// A thread for work that blocks: SQLite knows no other way to wait for the disk, and the pool's threads are few. It sleeps
/// on a monitor while there is nothing to do: a collection that spins first would take the time of whoever brings the work.
/// </summary>
internal sealed class WriterThread : TaskScheduler, IDisposable
{
    private readonly Queue<Task> _work = new();
    private bool _closed;

    public WriterThread()
    {
        new Thread(Run) { IsBackground = true, Name = "SQLite writer" }.Start();
    }

    public override int MaximumConcurrencyLevel => 1;

    public Task Run(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    public void Dispose()
    {
        lock (_work)
        {
            _closed = true;
            Monitor.Pulse(_work);
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_work)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _work.Enqueue(task);
            Monitor.Pulse(_work);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_work) return [.. _work];
    }

    private void Run()
    {
        while (TryNext(out var task)) TryExecuteTask(task);
    }

    private bool TryNext([NotNullWhen(true)] out Task? task)
    {
        lock (_work)
        {
            while (_work.Count == 0 && !_closed) Monitor.Wait(_work);
            return _work.TryDequeue(out task);
        }
    }
}
