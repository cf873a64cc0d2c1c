using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Realtime;

/// <summary>The end of the process in order: not ready any more, nobody comes in, those who are here are told and their sockets closed; only then does the host stop.</summary>
internal sealed partial class Draining(Sockets sockets, TimeProvider clock, ILogger<Draining> log) : IDisposable
{
    /// <summary>The answer to whoever still wants in.</summary>
    public static readonly Refusal Refusal = new(RefusalCode.Overloaded, "The server is restarting. Come back in a moment.");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Whether the process is on its way out.</summary>
    public bool Begun => _stopping.IsCancellationRequested;

    /// <summary>Fires when it is.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Tells everybody, and waits a moment until they are gone.</summary>
    public async Task Drain()
    {
        Begin();
        try
        {
            await Task.WhenAll(sockets.All().Select(socket => socket.End())).WaitAsync(Patience, clock);
            await sockets.Emptied().WaitAsync(Patience, clock);
        }
        catch (TimeoutException)
        {
            // Those who do not read are cut off by what follows.
            LogStillHere(sockets.Count);
        }
    }

    /// <summary>Tells everybody.</summary>
    public void Begin()
    {
        if (Begun) return;
        var farewell = new Frame(
            HubFrames.System("RESTARTING", "The server is restarting; you will be connected again in a moment."),
            PlainFrames.System("RESTARTING", "The server is restarting; come back in a moment."));
        foreach (var socket in sockets.All()) socket.Push(farewell);
        _stopping.Cancel();
    }

    public void Dispose() => _stopping.Dispose();

    [LoggerMessage(1, LogLevel.Information, "{Count} connections did not close in time and are cut off")]
    private partial void LogStillHere(int count);
}
