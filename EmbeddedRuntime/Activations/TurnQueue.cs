namespace Orleans.Runtime;

/// <summary>Where turns wait for a thread: the pool, unless a simulation puts an order of its own in its place.</summary>
internal class TurnQueue
{
    public static TurnQueue Pool { get; } = new();

    /// <summary>After so many tasks an activation goes to the end of the queue, so that others get their turn.</summary>
    public virtual int Quantum => 64;

    public virtual void Add(IThreadPoolWorkItem turns) => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: false);

    public virtual void Add<T>(Action<T> work, T state) => ThreadPool.UnsafeQueueUserWorkItem(work, state, preferLocal: false);
}
