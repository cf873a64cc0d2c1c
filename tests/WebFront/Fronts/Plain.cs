using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace LiveChat.WebFront.Tests.Fronts;

/// <summary>A plain WebSocket in one session, as programs without a SignalR client use it.</summary>
internal sealed class Plain : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket _socket = new();

    public static async Task<Plain> Connect(RunningFront front, Person person, Guid sessionId)
    {
        var plain = new Plain();
        await plain._socket.ConnectAsync(new($"ws://{front.Address.Authority}/ws/chat/{sessionId}?access_token={person.Token}"), default);
        return plain;
    }

    public Task Send(object frame) => SendText(JsonSerializer.Serialize(frame));

    public async Task SendText(string text)
    {
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, default);
        }
        catch (WebSocketException)
        {
            // Closed meanwhile: what the test then reads says how.
        }
    }

    public async Task<JsonElement> Next() => JsonDocument.Parse(await Read() ?? throw new InvalidOperationException($"Closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}")).RootElement;

    /// <summary>The next of a type; what comes before it is passed over.</summary>
    public async Task<JsonElement> Next(string type)
    {
        while (true)
        {
            var frame = await Next();
            if (frame.GetProperty("type").GetString() == type) return frame;
        }
    }

    /// <summary>Says goodbye in order and answers the server's; null when the line just ended.</summary>
    public async Task<WebSocketCloseStatus?> Close()
    {
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).WaitAsync(Patience);
        return _socket.CloseStatus;
    }

    public async Task<WebSocketCloseStatus?> Closed()
    {
        while (await Read() is not null) { }
        return _socket.CloseStatus;
    }

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]?> Read()
    {
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer, default).WaitAsync(Patience);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            bytes.AddRange(buffer.AsSpan(0, received.Count));
            if (received.EndOfMessage) return [.. bytes];
        }
    }
}
