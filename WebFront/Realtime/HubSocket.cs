using LiveChat.WebFront.Limits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveChat.WebFront.Realtime;

/// <summary>A connection of the hub.</summary>
internal sealed class HubSocket(HubConnectionContext connection, Caller caller, SocketLimits limits, TimeProvider clock)
    : Socket(connection.ConnectionId, caller, limits, clock)
{
    public override void Abort() => connection.Abort();

    public override async Task End()
    {
        await Drained();
        // Tells SignalR's clients that they may come back by themselves.
        await connection.WriteAsync(new CloseMessage(error: null, allowReconnect: true));
        connection.Abort();
    }

    protected override ValueTask Write(Frame frame) => connection.WriteAsync(frame.Hub);
}
