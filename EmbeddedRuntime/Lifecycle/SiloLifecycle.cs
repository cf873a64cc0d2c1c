namespace Orleans.Runtime;

/// <summary>Starts what takes part in the silo's life, stage by stage, and stops it backwards.</summary>
internal sealed class SiloLifecycle : ISiloLifecycle
{
    private readonly Lock _gate = new();
    private readonly List<Participant> _participants = [];

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        var participant = new Participant(this, stage, observer);
        lock (_gate) _participants.Add(participant);
        return participant;
    }

    /// <summary>Starts the stages from the last one completed up to and including <paramref name="last"/>.</summary>
    public async Task StartThrough(int last, CancellationToken token)
    {
        foreach (var stage in Stages().Where(each => each.Key > HighestCompletedStage && each.Key <= last).OrderBy(each => each.Key))
        {
            token.ThrowIfCancellationRequested();
            await Task.WhenAll(stage.Select(each => each.Observer.OnStart(token)));
            HighestCompletedStage = stage.Key;
        }
    }

    /// <summary>Stops the started stages down to and including <paramref name="first"/>; each is stopped, whatever fails.</summary>
    public async Task StopThrough(int first, CancellationToken token)
    {
        List<Exception> failures = [];
        foreach (var stage in Stages().Where(each => each.Key <= HighestCompletedStage && each.Key < LowestStoppedStage && each.Key >= first).OrderByDescending(each => each.Key))
        {
            foreach (var participant in stage)
            {
                try
                {
                    await participant.Observer.OnStop(token);
                }
                catch (Exception exception) // the others must stop too; thrown below
                {
                    failures.Add(exception);
                }
            }
            LowestStoppedStage = stage.Key;
        }
        if (failures.Count > 0) throw new AggregateException(failures);
    }

    private IGrouping<int, Participant>[] Stages()
    {
        lock (_gate) return [.. _participants.GroupBy(each => each.Stage)];
    }

    private sealed record Participant(SiloLifecycle Lifecycle, int Stage, ILifecycleObserver Observer) : IDisposable
    {
        public void Dispose()
        {
            lock (Lifecycle._gate) Lifecycle._participants.Remove(this);
        }
    }
}
