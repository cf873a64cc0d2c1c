using LiveChat.WebFront.Safety;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebFront.Realtime;

/// <summary>Stands before every hub method: the connection's limit, and refusals in the protocol's words. Faults say nothing of the inside.</summary>
internal sealed class HubGuard(Faults faults) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (((ChatHub)invocation.Hub).Socket.Limits.Call() is { } refusal) throw refusal.AsHubException();
        try
        {
            return await next(invocation);
        }
        catch (Exception e) when (e is not HubException)
        {
            // Whatever it was, the client gets one of the protocol's codes.
            throw faults.Refuse(e, invocation.HubMethodName).AsHubException();
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
    public static HubException AsHubException(this Refusal refusal) => new($"{refusal.Code}: {refusal.Reason}");
}
