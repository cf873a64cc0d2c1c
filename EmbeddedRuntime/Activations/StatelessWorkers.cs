namespace Orleans.Runtime;

/// <summary>The activations of one stateless worker's id: a call goes to an idle one, to a new one, or to the least busy.</summary>
internal sealed class StatelessWorkers(GrainKind kind, IdSpan key) : ICallTarget
{
    private readonly List<Activation> _workers = [];
    private bool _isGone;

    public bool TryEnqueue(RequestBase request)
    {
        while (Choose() is { } worker)
            if (worker.TryEnqueue(request)) return true;
        return false;
    }

    public Activation[] Workers
    {
        get
        {
            lock (_workers) return [.. _workers];
        }
    }

    public void Remove(Activation worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
            if (_workers.Count > 0) return;
            _isGone = true;
        }
        kind.Active.TryRemove(new(key, this));
    }

    private Activation? Choose()
    {
        lock (_workers)
        {
            if (_isGone) return null;
            Activation? least = null;
            foreach (var worker in _workers)
            {
                if (worker.Load == 0) return worker;
                if (least is null || worker.Load < least.Load) least = worker;
            }
            if (least is not null && _workers.Count >= kind.MaxWorkers) return least;
            var added = new Activation(kind, key);
            _workers.Add(added);
            return added;
        }
    }
}
