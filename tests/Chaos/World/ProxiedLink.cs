using System.Net;
using System.Net.Sockets;

namespace LiveChat.Chaos.World;

/// <summary>One connection through the proxy.</summary>
internal sealed class ProxiedLink(Socket client, Weather weather)
{
    private const int BufferBytes = 16 * 1024;
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Passes on until either side ends, or it is reset.</summary>
    public async Task Run(int target)
    {
        client.NoDelay = true;
        try
        {
            await _server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAll(Pump(client, _server, Way.ToServer), Pump(_server, client, Way.ToClient));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody listens there, or one of them broke off: so does the other.
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Breaks both sides off with a TCP reset.</summary>
    public void Reset()
    {
        foreach (var socket in new[] { client, _server })
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is gone already.
            }

            socket.Dispose();
        }
    }

    private async Task Pump(Socket from, Socket to, Way way)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None) is var read and > 0)
            {
                await weather.Pass(way);
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Reset(); // wakes the other direction
        }
    }
}
