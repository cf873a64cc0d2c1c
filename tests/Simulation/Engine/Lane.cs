using Orleans.Runtime;

namespace LiveChat.Simulation.Engine;

/// <summary>What one process runs; or the people, whom no kill reaches. A closed lane runs nothing more, as a killed process does not.</summary>
internal sealed class Lane : TaskScheduler
{
    private readonly Simulator _simulator;

    public Lane(Simulator simulator, int number)
    {
        (_simulator, Number) = (simulator, number);
        (Clock, Turns) = (new(simulator, this), new LaneTurns(this));
    }

    public int Number { get; }

    public bool IsClosed { get; private set; }

    public SimulatedClock Clock { get; }

    /// <summary>The order of turns, for the engine.</summary>
    public TurnQueue Turns { get; }

    public override int MaximumConcurrencyLevel => 1;

    public void Close() => IsClosed = true;

    /// <summary>Begins something here.</summary>
    public Task Begin(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    /// <summary>Begins something here that waits for nothing.</summary>
    public void Post(Action work) => _ = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this);

    public void Run(object work)
    {
        if (IsClosed) return;
        if (work is Task task) TryExecuteTask(task);
        else ((IThreadPoolWorkItem)work).Execute();
    }

    protected override void QueueTask(Task task)
    {
        if (!IsClosed) _simulator.Post(this, task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !IsClosed && !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    /// <summary>One task at a time, so that every interleaving can come.</summary>
    private sealed class LaneTurns(Lane lane) : TurnQueue
    {
        public override int Quantum => 1;

        public override void Add(IThreadPoolWorkItem turns)
        {
            if (!lane.IsClosed) lane._simulator.Post(lane, turns);
        }

        public override void Add<T>(Action<T> work, T state) => lane.Post(() => work(state));
    }
}
