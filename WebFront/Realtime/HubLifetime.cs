using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebFront.Realtime;

/// <summary>Gives each hub connection its <see cref="Socket"/>, computed once, and takes it back when the connection ends.</summary>
internal sealed class HubLifetime(
    Sockets sockets, RateLimits limits, TimeProvider clock, ILogger<DefaultHubLifetimeManager<ChatHub>> log) : DefaultHubLifetimeManager<ChatHub>(log)
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        if (connection.User is not { } user || user.Caller() is not { } caller) throw new InvalidOperationException("The hub was reached without a caller.");
        var address = connection.Features.Get<IHttpContextFeature>()?.HttpContext?.Connection.RemoteIpAddress;
        var own = limits.ForSocket(caller.UserId, Addresses.KeyOf(address));
        connection.Features.Set<Socket>(new HubSocket(connection, caller, own, clock));
        if (connection.Protocol is GuardedProtocol guarded) guarded.Sender = own;
        return base.OnConnectedAsync(connection);
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        await base.OnDisconnectedAsync(connection);
        if (connection.Features.Get<Socket>() is { } socket) await sockets.Leave(socket);
    }
}
