using System.Net.WebSockets;
using LiveChat.WebFront.Limits;

namespace LiveChat.WebFront.Realtime;

/// <summary>A plain WebSocket.</summary>
internal sealed class PlainSocket(WebSocket socket, Caller caller, SocketLimits limits, TimeProvider clock)
    : Socket(Guid.CreateVersion7().ToString("N"), caller, limits, clock)
{
    public override void Abort() => socket.Abort();

    /// <summary>Its conversation hears of the end by itself, and closes with the reason.</summary>
    public override Task End() => Drained();

    protected override async ValueTask Write(Frame frame)
    {
        foreach (var text in frame.Plain)
        {
            if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
            await socket.SendAsync(text.AsMemory(), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
        }
    }
}
