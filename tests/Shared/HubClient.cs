using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace LiveChat.Tests;

/// <summary>A client of the hub that speaks SignalR's JSON protocol over a real WebSocket, and nothing more: tests see every frame.</summary>
public sealed class HubClient : IAsyncDisposable
{
    private const byte Separator = 0x1e;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _write = new(1);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _calls = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<JsonElement> _events = [];
    private readonly List<(Func<JsonElement, bool> Match, TaskCompletionSource<JsonElement> Found)> _waiting = [];
    private int _lastCall;
    private Task _reading = Task.CompletedTask;
    private Task _pinging = Task.CompletedTask;

    private HubClient() { }

    /// <summary>Done when the connection has ended, however.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Why the server closed, from its close message; null when it gave none.</summary>
    public string? CloseError { get; private set; }

    /// <summary>All events so far that nobody has taken.</summary>
    public JsonElement[] Events
    {
        get { lock (_gate) return [.. _events]; }
    }

    /// <summary>Connects and shakes hands.</summary>
    public static async Task<HubClient> Connect(Uri server, string token, Action<ClientWebSocketOptions>? configure = null)
    {
        var client = new HubClient();
        configure?.Invoke(client._socket.Options);
        using var patience = new CancellationTokenSource(Patience);
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/hubs/chat", Query = $"access_token={Uri.EscapeDataString(token)}" };
        try
        {
            await client._socket.ConnectAsync(address.Uri, patience.Token);
            await client.SendText("""{"protocol":"json","version":1}""", patience.Token);
            client._reading = client.Read();
            client._pinging = client.Ping();
            return client;
        }
        catch
        {
            client._socket.Dispose();
            throw;
        }
    }

    /// <summary>Invokes a method and answers its result; a refusal throws <see cref="HubRefusal"/>.</summary>
    public async Task<JsonElement> Invoke(string target, params object?[] arguments)
    {
        var id = Interlocked.Increment(ref _lastCall).ToString();
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        await SendText(JsonSerializer.Serialize(new { type = 1, invocationId = id, target, arguments }, Json), _end.Token);
        return await answer.Task.WaitAsync(Patience);
    }

    /// <summary>The answer to a call that is sent as text, under an id of the caller's choice.</summary>
    public Task<JsonElement> Expect(string invocationId) =>
        _calls.GetOrAdd(invocationId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Joins a session.</summary>
    public Task<JsonElement> Join(Guid sessionId, long? afterSeq = null) => Invoke("Join", sessionId, afterSeq);

    /// <summary>Sends a text under an id of its own.</summary>
    public Task<JsonElement> Say(Guid sessionId, string content, string? clientMessageId = null) =>
        Invoke("Send", new { sessionId, clientMessageId = clientMessageId ?? Guid.CreateVersion7().ToString(), content });

    /// <summary>Takes the first event of a type that matches, waiting for it if need be.</summary>
    public async Task<JsonElement> Take(string type, Func<JsonElement, bool>? match = null, TimeSpan? patience = null)
    {
        bool Matches(JsonElement e) => e.GetProperty("type").GetString() == type && (match is null || match(e));
        Task<JsonElement> found;
        lock (_gate)
        {
            var index = _events.FindIndex(Matches);
            if (index >= 0)
            {
                var taken = _events[index];
                _events.RemoveAt(index);
                return taken;
            }
            var waiting = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((Matches, waiting));
            found = waiting.Task;
        }
        try
        {
            return await found.WaitAsync(patience ?? Patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"No event \"{type}\" came. What came and was not taken: {string.Join('\n', Events.Select(other => other.ToString()))}", e);
        }
    }

    /// <summary>Takes the log's entry with a text.</summary>
    public Task<JsonElement> TakeMessage(string content) =>
        Take("message", e => e.GetProperty("message").GetProperty("content").GetString() == content);

    /// <summary>Sends one text frame as it is; the record separator is added.</summary>
    public Task SendText(string record, CancellationToken token = default) =>
        SendRaw([.. Encoding.UTF8.GetBytes(record), Separator], WebSocketMessageType.Text, token);

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRaw(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Text, CancellationToken token = default)
    {
        await _write.WaitAsync(token);
        try
        {
            await _socket.SendAsync(bytes, type, endOfMessage: true, token);
        }
        finally
        {
            _write.Release();
        }
    }

    /// <summary>Ends the connection without a word, as a lost line does.</summary>
    public void Abort() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _socket.Abort();
        await Task.WhenAll(_reading, _pinging);
        _socket.Dispose();
        _write.Dispose();
        _end.Dispose();
    }

    private async Task Read()
    {
        var buffer = new byte[16 * 1024];
        var rest = new List<byte>();
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer, _end.Token);
                if (received.MessageType == WebSocketMessageType.Close) break;
                rest.AddRange(buffer.AsSpan(0, received.Count));
                for (var end = rest.IndexOf(Separator); end >= 0; end = rest.IndexOf(Separator))
                {
                    Handle(JsonDocument.Parse(rest.GetRange(0, end).ToArray()).RootElement);
                    rest.RemoveRange(0, end + 1);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The line is gone: those who wait are told below.
        }
        _closed.TrySetResult();
        var gone = new HubGone($"The connection ended. {CloseError}");
        foreach (var call in _calls.Values) call.TrySetException(gone);
        lock (_gate)
        {
            foreach (var (_, found) in _waiting) found.TrySetException(gone);
            _waiting.Clear();
        }
    }

    private void Handle(JsonElement record)
    {
        if (!record.TryGetProperty("type", out var type)) return; // the answer to the handshake
        switch (type.GetInt32())
        {
            case 1:
                Happened(record.GetProperty("arguments")[0]);
                break;
            case 3 when _calls.TryRemove(record.GetProperty("invocationId").GetString()!, out var call):
                if (record.TryGetProperty("error", out var error)) call.TrySetException(HubRefusal.From(error.GetString()!));
                else call.TrySetResult(record.TryGetProperty("result", out var result) ? result : default);
                break;
            case 7:
                CloseError = record.TryGetProperty("error", out var why) ? why.GetString() : null;
                break;
        }
    }

    private void Happened(JsonElement happened)
    {
        lock (_gate)
        {
            var index = _waiting.FindIndex(w => w.Match(happened));
            if (index < 0)
            {
                _events.Add(happened);
                return;
            }
            _waiting[index].Found.TrySetResult(happened);
            _waiting.RemoveAt(index);
        }
    }

    private async Task Ping()
    {
        using var timer = new PeriodicTimer(PingPeriod);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token)) await SendText("""{"type":6}""", _end.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is gone, and with it the reason to ping.
        }
    }
}

/// <summary>The hub refused a call.</summary>
public sealed class HubRefusal(string code, string message) : Exception(message)
{
    /// <summary>The protocol's code; empty when the answer had none.</summary>
    public string Code => code;

    public static HubRefusal From(string error)
    {
        const string mark = "HubException: ";
        var from = error.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        var to = from < mark.Length ? -1 : error.IndexOf(':', from);
        return new(to < 0 ? "" : error[from..to], error);
    }
}

/// <summary>The connection ended before the answer.</summary>
public sealed class HubGone(string message) : Exception(message);
