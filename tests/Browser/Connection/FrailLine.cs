using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LiveChat.Browser;

/// <summary>The line between browsers and a server: it passes everything on, until it is cut, or goes down.</summary>
public sealed class FrailLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Socket, bool> _standing = new();
    private readonly ConcurrentDictionary<Task, bool> _passing = new();
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private int _cuts;
    private long _bytesLeft = long.MaxValue;
    private TaskCompletionSource? _cut;

    private FrailLine(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = Accept();
    }

    /// <summary>What browsers go to instead of the server.</summary>
    public string Address { get; }

    /// <summary>While it is true, whoever comes is turned away.</summary>
    public bool IsDown { get; set; }

    /// <summary>While it is true, sockets of the hub get no answer.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How many sockets of the hub were cut.</summary>
    public int Cuts => _cuts;

    public static FrailLine To(LiveChatServer server) => new(new(server.Address));

    /// <summary>Cuts all that stands when so many more bytes have passed, in the middle of whatever they are; done when it has.</summary>
    public Task CutAfter(int bytes)
    {
        lock (_gate)
        {
            _bytesLeft = bytes;
            return (_cut = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Cuts all that stands, without a word to either side.</summary>
    public void Cut()
    {
        foreach (var (socket, isHub) in _standing)
        {
            if (!_standing.TryRemove(socket, out _)) continue;
            if (isHub) Interlocked.Increment(ref _cuts);
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        await Task.WhenAll(_passing.Keys);
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var browser = await _listener.AcceptSocketAsync(_end.Token);
                var passing = Pass(browser);
                _passing[passing] = true;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Pass(Socket browser)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (browser)
        {
            try
            {
                browser.NoDelay = true;
                if (IsDown) return;
                _standing[browser] = false;
                await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
                await Task.WhenAny(Copy(browser, server, browser), Copy(server, browser, browser));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Cut, or one side has gone.
            }
            _standing.TryRemove(browser, out _);
        }
    }

    private async Task Copy(Socket from, Socket to, Socket browser)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is var count and > 0)
            {
                if (from == browser && buffer.AsSpan(0, count).StartsWith("GET /hubs/"u8))
                {
                    _standing.TryUpdate(browser, newValue: true, comparisonValue: false);
                    if (IsSilent) continue;
                }
                var passes = Take(count);
                await to.SendAsync(buffer.AsMemory(0, passes), _end.Token);
                if (passes < count) CutNow();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, or one side has gone.
        }
    }

    /// <summary>How many of these bytes may still pass.</summary>
    private int Take(int count)
    {
        lock (_gate)
        {
            var passes = (int)Math.Min(count, _bytesLeft);
            _bytesLeft -= passes;
            return passes;
        }
    }

    private void CutNow()
    {
        TaskCompletionSource? cut;
        lock (_gate)
        {
            if (_bytesLeft > 0) return;
            _bytesLeft = long.MaxValue;
            (cut, _cut) = (_cut, null);
        }
        Cut();
        cut?.TrySetResult();
    }
}
