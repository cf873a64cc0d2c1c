using System.Diagnostics;
using Orleans.Diagnostics;

namespace Orleans.Runtime;

/// <summary>One span for the caller's side of a call and one for the grain's, tied together by the W3C trace context that travels with the call.</summary>
internal static class ActivityPropagation
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    private static readonly ActivitySource Source = new(ActivitySources.ApplicationGrainActivitySourceName);

    /// <summary>On the caller's side: writes the trace's context to the call.</summary>
    internal sealed class Outgoing : IOutgoingGrainCallFilter
    {
        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            using var span = Start(context, ActivityKind.Client, parent: default);
            var here = span ?? Activity.Current;
            if (here is not { Id: { } id, IdFormat: ActivityIdFormat.W3C })
            {
                await context.Invoke();
                return;
            }
            RequestContext.Set(Parent, id);
            if (here.TraceStateString is { } state) RequestContext.Set(State, state);
            await Run(context, span);
        }
    }

    /// <summary>On the grain's side: goes on with the trace that the call bears.</summary>
    internal sealed class Incoming : IIncomingGrainCallFilter
    {
        public async Task Invoke(IIncomingGrainCallContext context)
        {
            var parent = ActivityContext.TryParse(RequestContext.Get(Parent) as string, RequestContext.Get(State) as string, isRemote: true, out var known) ? known : default;
            using var span = Start(context, ActivityKind.Server, parent);
            await Run(context, span);
        }
    }

    private static Activity? Start(IGrainCallContext context, ActivityKind kind, ActivityContext parent)
    {
        if (!Source.HasListeners()) return null;
        var span = Source.StartActivity(context.Request.GetActivityName(), kind, parent);
        if (span is not { IsAllDataRequested: true }) return span;
        return span.SetTag("rpc.system", "orleans").SetTag("rpc.service", context.InterfaceName).SetTag("rpc.method", context.MethodName)
            .SetTag("rpc.orleans.target_id", context.TargetId.ToString()).SetTag("rpc.orleans.source_id", context.SourceId?.ToString());
    }

    private static async Task Run(IGrainCallContext context, Activity? span)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception exception) when (span is not null)
        {
            span.SetStatus(ActivityStatusCode.Error).SetTag("exception.type", exception.GetType().FullName);
            throw;
        }
    }
}
