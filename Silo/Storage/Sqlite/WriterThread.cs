using System.Collections.Concurrent;

namespace LiveChat.Silo.Storage.Sqlite;

/// <summary>A thread for work that blocks: SQLite knows no other way to wait for the disk, and the pool's threads are few.</summary>
internal sealed class WriterThread : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _work = [];

    public WriterThread()
    {
        new Thread(Run) { IsBackground = true, Name = "SQLite writer" }.Start();
    }

    public override int MaximumConcurrencyLevel => 1;

    public Task Run(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    public void Dispose() => _work.CompleteAdding();

    protected override void QueueTask(Task task) => _work.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _work];

    private void Run()
    {
        foreach (var task in _work.GetConsumingEnumerable()) TryExecuteTask(task);
        _work.Dispose();
    }
}
