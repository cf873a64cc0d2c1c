using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Sends calls on behalf of one side, a silo's grains or a client: with its filters, its time-out, its references.</summary>
internal sealed class CallSender
{
    private readonly IOutgoingGrainCallFilter[] _filters;
    private readonly TimeSpan _timeout;

    public CallSender(LocalCluster cluster, TimeSpan timeout, IEnumerable<IOutgoingGrainCallFilter> filters, Copier? copier)
    {
        Cluster = cluster;
        Copier = copier;
        _timeout = timeout;
        _filters = [.. filters];
        References = new ReferenceFactory(this);
    }

    public LocalCluster Cluster { get; }

    /// <summary>Copies what crosses, in strict mode; null otherwise.</summary>
    public Copier? Copier { get; }

    public ReferenceFactory References { get; }

    public ValueTask Send(GrainReference target, RequestBase request)
    {
        if (request.IsOneWay)
        {
            Post(target, request);
            return default;
        }
        if (_filters.Length > 0) return new(SendFiltered(target, request));
        var answer = request.Expect();
        Dispatch(target, request);
        return new(answer);
    }

    public ValueTask<T> Send<T>(GrainReference target, RequestBase request)
    {
        if (_filters.Length > 0) return new(SendFiltered<T>(target, request));
        var answer = (Task<T>)request.Expect();
        Dispatch(target, request);
        return new(answer);
    }

    /// <summary>Sends what has no answer. An error on the way is logged where it happens.</summary>
    public void Post(GrainReference target, RequestBase request)
    {
        if (_filters.Length > 0) _ = PostFiltered(target, request);
        else Dispatch(target, request);
    }

    public ICallTarget Locate(GrainReference reference) => Cluster.Locate(reference);

    private void Dispatch(GrainReference target, RequestBase request)
    {
        try
        {
            request.Target = target;
            request.Source = Activation.Current;
            request.Context = Copier is { } copier && RequestContext.Current is { } values ? copier.Copy(values) : RequestContext.Current;
            request.Deadline = Cluster.Clock.After(request.GetDefaultResponseTimeout() ?? _timeout);
            Copier?.CopyArguments(request);
            if (request.IsCancellable && !Watch(request)) return;
            target.Deliver(request);
        }
        catch (Exception exception) // nothing was sent: the caller gets it as the call's answer
        {
            if (!request.Refuse(exception)) Cluster.LogLost(request, exception);
        }
    }

    /// <summary>Ties the call to the caller's token. False when that is cancelled already.</summary>
    private static bool Watch(RequestBase request)
    {
        var token = request.GetCancellationToken();
        if (token.IsCancellationRequested)
        {
            request.Cancel(token);
            return false;
        }
        if (token.CanBeCanceled)
            request.CallerToken = token.UnsafeRegister(static (state, token) => Activation.CancelCall((RequestBase)state!, token), request);
        return true;
    }

    private async Task PostFiltered(GrainReference target, RequestBase request)
    {
        try
        {
            await SendFiltered(target, request);
        }
        catch (Exception exception) // a filter's: nobody waits for it
        {
            Cluster.LogLost(request, exception);
        }
    }

    private async Task SendFiltered(GrainReference target, RequestBase request)
    {
        var call = new OutgoingCall(target, request, _filters, Sent);
        await call.Invoke();
        call.Response?.GetResult<object?>();

        async Task<Response> Sent(RequestBase letter)
        {
            var answer = letter.IsOneWay ? Task.CompletedTask : letter.Expect();
            Dispatch(target, letter);
            await answer;
            return Response.Completed;
        }
    }

    private async Task<T> SendFiltered<T>(GrainReference target, RequestBase request)
    {
        var call = new OutgoingCall(target, request, _filters, Sent);
        await call.Invoke();
        return call.Response is { } response ? response.GetResult<T>() : default!;

        async Task<Response> Sent(RequestBase letter)
        {
            var answer = (Task<T>)letter.Expect();
            Dispatch(target, letter);
            return Response.FromResult(await answer);
        }
    }
}
