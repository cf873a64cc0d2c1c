using LiveChat.Sessions;
using LiveChat.WebFront.Wire;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveChat.WebFront.Realtime;

/// <summary>One event, written once for all who get it; for plain sockets only when one asks.</summary>
internal sealed class Frame
{
    private const string Protocol = "json";

    private readonly SessionEvent? _source;
    private readonly int _closingChunk;
    private byte[][]? _plain;

    /// <param name="hub">What hub connections get.</param>
    /// <param name="plain">What plain sockets get.</param>
    public Frame(byte[] hub, params byte[][] plain)
    {
        Hub = new SerializedHubMessage([new SerializedMessage(Protocol, hub)]);
        Size = hub.Length;
        _plain = plain;
    }

    /// <param name="hub">What hub connections get.</param>
    /// <param name="source">What plain sockets are told of.</param>
    /// <param name="closingChunk">See <see cref="HubFrames.Of(SessionEvent, int)"/>.</param>
    public Frame(byte[] hub, SessionEvent source, int closingChunk) : this(hub)
    {
        _source = source;
        _closingChunk = closingChunk;
        _plain = null;
    }

    /// <summary>As hub connections get it.</summary>
    public SerializedHubMessage Hub { get; }

    /// <summary>As plain sockets get it.</summary>
    public byte[][] Plain => _plain ??= PlainFrames.Of(_source!, _closingChunk);

    /// <summary>Bytes for a hub connection.</summary>
    public int Size { get; }
}
