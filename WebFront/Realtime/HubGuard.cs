using System.Diagnostics;
using LiveChat.WebFront.Reports;
using LiveChat.WebFront.Safety;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebFront.Realtime;

/// <summary>Stands before every hub method: the connection's limit, and refusals in the protocol's words. Faults say nothing of the inside.</summary>
internal sealed class HubGuard(Faults faults, ApiMeter meter) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var begun = Stopwatch.GetTimestamp();
        HubException? refusal = null;
        try
        {
            if (((ChatHub)invocation.Hub).Socket.Limits.Call() is { } tooMany) throw tooMany.AsHubException();
            return await next(invocation);
        }
        catch (HubException refused)
        {
            refusal = refused;
            throw;
        }
        catch (Exception e)
        {
            // Whatever it was, the client gets one of the protocol's codes.
            refusal = faults.Refuse(e, invocation.HubMethodName).AsHubException();
            throw refusal;
        }
        finally
        {
            // Not the name that the client wrote, which may be spelt in many ways.
            meter.Add(invocation.HubMethod.Name, refusal, begun);
            RealtimeMetrics.Called(invocation.HubMethod.Name, Stopwatch.GetElapsedTime(begun));
        }
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (e is not HubException)
        {
            // As above: the close message carries it.
            throw faults.Refuse(e, nameof(OnConnectedAsync)).AsHubException();
        }
    }
}

internal static class HubRefusals
{
    /// <summary>The refusal as the hub's clients get it: <c>CODE: text</c>.</summary>
    public static HubException AsHubException(this Refusal refusal)
    {
        RefusalMetrics.Refused(refusal.Code, "hub");
        return new($"{refusal.Code}: {refusal.Reason}");
    }
}
