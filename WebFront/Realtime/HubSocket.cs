using LiveChat.WebFront.Limits;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebFront.Realtime;

/// <summary>A connection of the hub.</summary>
internal sealed class HubSocket(HubConnectionContext connection, Caller caller, SocketLimits limits, TimeProvider clock)
    : Socket(connection.ConnectionId, caller, limits, clock)
{
    public override void Abort() => connection.Abort();

    protected override ValueTask Write(Frame frame) => connection.WriteAsync(frame.Hub);
}
