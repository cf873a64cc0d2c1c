using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace LiveChat.Testing;

/// <summary>One answer being given by <see cref="ScriptedModel"/>; the connection closes when its script ends.</summary>
internal sealed class ScriptedAnswer(Socket socket, NetworkStream stream, string request, CancellationToken stop)
{
    /// <summary>The body of the request that is answered.</summary>
    public string Request => request;

    /// <summary>A whole, proper answer.</summary>
    public async Task Stream(params string[] pieces)
    {
        await Begin();
        foreach (var piece in pieces) await Piece(piece);
        await Finish();
    }

    /// <summary>The head of a streamed answer.</summary>
    public Task Begin() => Write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");

    /// <summary>A piece of text, as the protocol has it.</summary>
    public Task Piece(string text) => Data(JsonSerializer.Serialize(Event(new { content = text }, null)));

    /// <summary>The proper end: reason, usage, [DONE].</summary>
    public async Task Finish(int tokens = 7)
    {
        await Data(JsonSerializer.Serialize(Event(new { }, "stop")));
        await Data(JsonSerializer.Serialize(new
        {
            id = "c1", @object = "chat.completion.chunk", created = 1, model = "scripted", choices = Array.Empty<object>(),
            usage = new { prompt_tokens = 3, completion_tokens = tokens, total_tokens = 3 + tokens },
        }));
        await Data("[DONE]");
        await End();
    }

    /// <summary>One event with whatever data.</summary>
    public Task Data(string data) => Chunk($"data: {data}\n\n");

    /// <summary>The end of the body, as if all were said.</summary>
    public Task End() => Write("0\r\n\r\n");

    /// <summary>A refusal, with further headers if any.</summary>
    public Task Status(int status, params string[] headers)
    {
        const string Body = """{"error":{"message":"scripted","type":"scripted","code":"scripted"}}""";
        return Write($"HTTP/1.1 {status} Scripted\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n" + Body);
    }

    /// <summary>These very characters.</summary>
    public async Task Write(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop);

    /// <summary>Says nothing more, and keeps the connection until the test ends or the client leaves.</summary>
    public async Task Hang()
    {
        while (await stream.ReadAsync(new byte[1], stop) > 0) { }
    }

    /// <summary>Breaks the connection with a TCP reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    private static object Event(object delta, string? finishReason) => new
    {
        id = "c1", @object = "chat.completion.chunk", created = 1, model = "scripted",
        choices = new[] { new { index = 0, delta, finish_reason = finishReason } },
    };

    private Task Chunk(string text) => Write($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");
}
