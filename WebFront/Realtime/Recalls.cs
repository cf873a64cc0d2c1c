namespace LiveChat.WebFront.Realtime;

/// <summary>Sockets that have to come back, ended one after another at a rate that the front can take in again.</summary>
internal sealed class Recalls(TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _recalled = [];
    private DateTimeOffset _next;

    /// <summary>Ends the socket when its turn comes.</summary>
    public void Add(Socket socket)
    {
        TimeSpan wait;
        lock (_gate)
        {
            if (!_recalled.Add(socket)) return;
            var now = clock.GetUtcNow();
            _next = _next > now ? _next + Between : now;
            wait = _next - now;
        }
        _ = End(socket, wait);
    }

    private async Task End(Socket socket, TimeSpan wait)
    {
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock);
        lock (_gate) _recalled.Remove(socket);
        socket.Abort();
    }
}
