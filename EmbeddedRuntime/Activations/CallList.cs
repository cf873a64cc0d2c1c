namespace Orleans.Runtime;

/// <summary>Calls in their order, linked through themselves: nothing is allocated to wait.</summary>
internal struct CallList
{
    private RequestBase? _last;

    public RequestBase? First { get; private set; }

    public int Count { get; private set; }

    /// <summary>How many of them may run between the awaits of others.</summary>
    public int Eager { get; private set; }

    public void Add(RequestBase request)
    {
        request.Next = null;
        request.Previous = _last;
        if (_last is null) First = request;
        else _last.Next = request;
        _last = request;
        Count++;
        if (request.IsEager) Eager++;
    }

    public void Remove(RequestBase request)
    {
        if (request.Previous is { } previous) previous.Next = request.Next;
        else First = request.Next;
        if (request.Next is { } next) next.Previous = request.Previous;
        else _last = request.Previous;
        Count--;
        if (request.IsEager) Eager--;
    }

    public readonly void CollectExpired(long now, ref List<RequestBase>? expired)
    {
        for (var request = First; request is not null; request = request.Next)
        {
            if (request.Deadline > now) continue;
            request.Deadline = long.MaxValue;
            (expired ??= []).Add(request);
        }
    }

    /// <summary>The first that does not interleave with everything.</summary>
    public readonly RequestBase? FirstBlocking()
    {
        var request = First;
        while (request is { IsAlwaysInterleave: true }) request = request.Next;
        return request;
    }

    public RequestBase[] TakeAll()
    {
        var all = new RequestBase[Count];
        for (var (request, i) = (First, 0); request is not null; request = request.Next) all[i++] = request;
        this = default;
        return all;
    }
}
