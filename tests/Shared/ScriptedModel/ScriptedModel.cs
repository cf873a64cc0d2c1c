using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveChat.Testing;

/// <summary>An OpenAI-compatible endpoint on a real socket that does what a test tells it, well-behaved or not.</summary>
/// <remarks>The n-th request is answered by the n-th script, those after the last by the last.</remarks>
internal sealed class ScriptedModel : IAsyncDisposable
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<ScriptedAnswer, Task>[] _scripts;
    private readonly Task _accepting;

    private ScriptedModel(Func<ScriptedAnswer, Task>[] scripts)
    {
        _scripts = scripts;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");
        _accepting = Accept();
    }

    /// <summary>What stands in <c>Ai:Endpoint</c>.</summary>
    public Uri Address { get; }

    /// <summary>The bodies of the requests so far.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static ScriptedModel Start(params Func<ScriptedAnswer, Task>[] scripts) => new(scripts);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        // A script may wait for what a test that failed never says.
        await Task.WhenAny(Task.WhenAll(_connections), Task.Delay(LongestEnd));
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            for (var count = 0; ; count++)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _connections.Add(Serve(socket, _scripts[Math.Min(count, _scripts.Length - 1)]));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(Socket socket, Func<ScriptedAnswer, Task> script)
    {
        using (socket)
        {
            try
            {
                await using var stream = new NetworkStream(socket);
                var request = await ReadRequest(stream);
                _requests.Enqueue(request);
                var answer = new ScriptedAnswer(socket, stream, request, _stop.Token);
                await script(answer);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The client left, as many tests want it to, or the test is over.
            }
        }
    }

    private async Task<string> ReadRequest(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            head.Append((char)one[0]);
        }

        var length = head.ToString().Split("\r\n").Select(line => line.Split(": ", 2))
            .Where(parts => parts[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Select(parts => int.Parse(parts[1])).FirstOrDefault();
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return Encoding.UTF8.GetString(body);
    }
}
