using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using LiveChat.Load.Wire;

namespace LiveChat.Crash;

/// <summary>Two people in a direct session, and what each of them remembers: what was sent, and what was acknowledged.</summary>
public sealed class Conversation(Guid sessionId, string[] tokens) : IDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<string, Line> _lines = new();
    private readonly ConcurrentDictionary<string, GivenReceipt> _receipts = new();
    private HubSocket[] _sockets = [];
    private int _sent;

    public Guid SessionId => sessionId;

    public string Token => tokens[0];

    /// <summary>What was sent, by client id.</summary>
    public IReadOnlyDictionary<string, Line> Lines => _lines;

    /// <summary>What was acknowledged, by client id.</summary>
    public IReadOnlyDictionary<string, GivenReceipt> Receipts => _receipts;

    /// <summary>Connects both and joins.</summary>
    public async Task Enter(Uri server)
    {
        using var timeout = new CancellationTokenSource(CallTimeout);
        var sockets = new HubSocket[2];
        for (var side = 0; side < 2; side++)
        {
            sockets[side] = await HubSocket.Connect(server, "/hubs/chat", tokens[side], timeout.Token);
            var joined = await sockets[side].Invoke("Join", $"[\"{sessionId}\",null]", CallTimeout);
            if (joined.Contains("\"error\"", StringComparison.Ordinal)) throw new InvalidOperationException(joined);
        }

        _sockets = sockets;
    }

    /// <summary>Says the next line and remembers its receipt; a line whose connection breaks stays without one.</summary>
    public async Task SayNext()
    {
        var number = Interlocked.Increment(ref _sent);
        var line = new Line(Guid.CreateVersion7().ToString(), number % 2, string.Create(CultureInfo.InvariantCulture, $"line {number} 你好"));
        _lines[line.ClientId] = line;
        try
        {
            await Say(line);
        }
        catch (Exception broken) when (broken is IOException or TimeoutException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The server was killed: whether the line was stored is what the retry finds out.
        }
    }

    /// <summary>Sends a line, perhaps again, and answers its receipt.</summary>
    public async Task<GivenReceipt> Say(Line line)
    {
        var message = JsonSerializer.Serialize(new { sessionId, clientMessageId = line.ClientId, content = line.Content }, JsonSerializerOptions.Web);
        var answer = await _sockets[line.Side].Invoke("Send", $"[{message}]", CallTimeout);
        using var completion = JsonDocument.Parse(answer);
        if (!completion.RootElement.TryGetProperty("result", out var result)) throw new InvalidOperationException(answer);
        var receipt = result.Deserialize<GivenReceipt>(JsonSerializerOptions.Web)!;
        _receipts[line.ClientId] = receipt;
        return receipt;
    }

    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
    }
}

/// <summary>Something said: by whom, and under which id.</summary>
public sealed record Line(string ClientId, int Side, string Content);
