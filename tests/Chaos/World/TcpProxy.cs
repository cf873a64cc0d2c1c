using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LiveChat.Chaos.World;

/// <summary>Stands between clients and a server on a port of its own: passes bytes on, late, not at all, or breaks off.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<ProxiedLink, Task> _links = new();
    private readonly Task _accepting;
    private volatile int _target;

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    /// <summary>Where it listens, on the loopback address.</summary>
    public int Port { get; }

    /// <summary>What it does to what passes.</summary>
    public Weather Weather { get; } = new();

    /// <summary>Where new connections go.</summary>
    public void Lead(int target) => _target = target;

    /// <summary>Resets that share of the connections.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="random">Which.</param>
    public void Cut(double share, Random random)
    {
        foreach (var link in _links.Keys)
        {
            if (random.NextDouble() < share) link.Reset();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        Weather.Clear();
        foreach (var link in _links.Keys) link.Reset();
        await Task.WhenAll(_links.Values);
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var link = new ProxiedLink(await _listener.AcceptSocketAsync(_end.Token), Weather);
                var run = link.Run(_target);
                _links[link] = run;
                _ = run.ContinueWith(_ => _links.TryRemove(link, out var _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy ends.
        }
    }
}
