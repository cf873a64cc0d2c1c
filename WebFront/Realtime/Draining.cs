using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Realtime;

/// <summary>The end of the process in order: not ready any more, nobody comes in, those who are here are told; then the host closes their sockets.</summary>
internal sealed class Draining(Sockets sockets, IHostApplicationLifetime lifetime)
{
    /// <summary>The answer to whoever still wants in.</summary>
    public static readonly Refusal Refusal = new(RefusalCode.Overloaded, "The server is restarting. Come back in a moment.");

    private volatile bool _begun;

    /// <summary>Whether the process is on its way out.</summary>
    public bool Begun => _begun;

    /// <summary>To be called when the host has started: callbacks run last in, first out, so this one comes before SignalR closes its connections.</summary>
    public void Arm() => lifetime.ApplicationStopping.Register(Begin);

    private void Begin()
    {
        _begun = true;
        var farewell = new Frame(
            HubFrames.System("RESTARTING", "The server is restarting; you will be connected again in a moment."),
            PlainFrames.System("RESTARTING", "The server is restarting; come back in a moment."));
        foreach (var socket in sockets.All()) socket.Push(farewell);
    }
}
