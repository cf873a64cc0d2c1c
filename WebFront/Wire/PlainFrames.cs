using System.Text.Json;
using LiveChat.Files;
using LiveChat.Sessions;

namespace LiveChat.WebFront.Wire;

/// <summary>Events as plain WebSockets get them: one object a text frame, snake_case.</summary>
internal static class PlainFrames
{
    /// <summary>A session's event; empty for what plain sockets are not told.</summary>
    public static byte[][] Of(SessionEvent happened, int closingChunk) => happened switch
    {
        MessagesAppended appended => [.. appended.Messages.SelectMany(message => Of(message, closingChunk))],
        ReplyChunked chunk => [Chunk(chunk.SessionId, chunk.ReplyId, chunk.ChunkIndex, chunk.Content, isComplete: false)],
        ReplyInterrupted broken => [Interrupted(broken)],
        ReactionsChanged changed => [Reactions(changed)],
        _ => [],
    };

    /// <summary>An entry of the log, and the end of an answer where it is one.</summary>
    public static IEnumerable<byte[]> Of(Message message, int closingChunk)
    {
        if (message is not { Type: MessageType.Ai, ReplyId: { } replyId })
        {
            yield return Entry(message);
            if (message.RecalledSeq() is { } recalled) yield return Recalled(message.SessionId, recalled);
            yield break;
        }
        if (closingChunk >= 0) yield return Chunk(message.SessionId, replyId, closingChunk, "", isComplete: true);
        yield return Entry(message);
        yield return Complete(message);
    }

    public static byte[] Welcome(WireSession session) => Write(EventName.System, json =>
    {
        json.WriteString("message"u8, "Connected.");
        json.WriteStartObject("session_info"u8);
        json.WriteString("session_id"u8, session.SessionId);
        json.WriteString("created_at"u8, session.CreatedAt);
        json.WriteNumber("last_seq"u8, session.LastSeq);
        if (session.LogEpoch is { } epoch) json.WriteNumber("log_epoch"u8, epoch);
        json.WriteEndObject();
    });

    public static byte[] System(string code, string message) => Write(EventName.System, json =>
    {
        json.WriteString("code"u8, code);
        json.WriteString("message"u8, message);
    });

    public static byte[] Ack(string clientMessageId, Receipt receipt) => Write(EventName.Ack, json =>
    {
        json.WriteString("client_message_id"u8, clientMessageId);
        json.WriteString("message_id"u8, receipt.MessageId);
        json.WriteNumber("seq"u8, receipt.Seq);
        json.WriteBoolean("duplicate"u8, receipt.Duplicate);
    });

    public static byte[] Error(Refusal refusal, string? clientMessageId = null) => Write(EventName.Error, json =>
    {
        json.WriteString("error_code"u8, refusal.Code);
        json.WriteString("message"u8, refusal.Reason);
        json.WriteString("details"u8, "");
        if (clientMessageId is not null) json.WriteString("client_message_id"u8, clientMessageId);
    });

    public static byte[] Pong() => Write(EventName.Pong, _ => { });

    private static byte[] Entry(Message message) => Write(EventName.Message, json =>
    {
        json.WriteString("session_id"u8, message.SessionId);
        json.WriteString("message_id"u8, message.MessageId);
        json.WriteNumber("seq"u8, message.Seq);
        json.WriteString("sender_type"u8, Words.Of(message.Type));
        json.WriteString("sender_id"u8, message.SenderId);
        json.WriteString("sender_name"u8, message.SenderName);
        json.WriteString("content"u8, message.Content);
        if (message.ClientMessageId is { } clientId) json.WriteString("client_message_id"u8, clientId);
        json.WriteString("created_at"u8, message.CreatedAt);
        if (message.ReplyToSeq is { } replyTo) json.WriteNumber("reply_to_seq"u8, replyTo);
        if (message.Recalled) json.WriteBoolean("recalled"u8, true);
        if (message.Reactions is { } reactions) Write(json, reactions);
        if (message.Attachments is { } attachments) Attachments(json, attachments);
        if (message.Event is not { } recorded) return;
        json.WritePropertyName("event"u8);
        JsonSerializer.Serialize(json, recorded, WireJson.Default.SystemEvent);
    });

    private static void Attachments(Utf8JsonWriter json, Attachment[] attachments)
    {
        json.WriteStartArray("attachments"u8);
        foreach (var file in attachments)
        {
            json.WriteStartObject();
            json.WriteString("file_id"u8, file.FileId);
            json.WriteString("name"u8, file.Name);
            json.WriteNumber("size"u8, file.Size);
            json.WriteString("content_type"u8, file.ContentType);
            json.WriteString("url"u8, file.Url);
            if (file.ThumbnailUrl is { } thumbnail) json.WriteString("thumbnail_url"u8, thumbnail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static byte[] Recalled(Guid sessionId, long seq) => Write(EventName.Recalled, json =>
    {
        json.WriteString("session_id"u8, sessionId);
        json.WriteNumber("seq"u8, seq);
    });

    private static byte[] Reactions(ReactionsChanged changed) => Write(EventName.Reaction, json =>
    {
        json.WriteString("session_id"u8, changed.SessionId);
        json.WriteNumber("seq"u8, changed.Seq);
        Write(json, changed.Reactions);
    });

    private static void Write(Utf8JsonWriter json, Reaction[] reactions)
    {
        json.WriteStartArray("reactions"u8);
        foreach (var reaction in reactions)
        {
            json.WriteStartObject();
            json.WriteString("emoji"u8, reaction.Emoji);
            json.WriteStartArray("user_ids"u8);
            foreach (var userId in reaction.UserIds) json.WriteStringValue(userId);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static byte[] Complete(Message message) => Write(EventName.ReplyComplete, json =>
    {
        json.WriteString("session_id"u8, message.SessionId);
        json.WriteString("message_id"u8, message.MessageId);
        json.WriteNumber("seq"u8, message.Seq);
        json.WriteString("full_response"u8, message.Content);
        json.WriteNumber("token_count"u8, message.TokenCount ?? 0);
    });

    private static byte[] Chunk(Guid sessionId, Guid replyId, int index, string content, bool isComplete) => Write(EventName.ReplyChunk, json =>
    {
        json.WriteString("session_id"u8, sessionId);
        json.WriteString("reply_id"u8, replyId);
        json.WriteString("content"u8, content);
        json.WriteNumber("chunk_index"u8, index);
        json.WriteBoolean("is_complete"u8, isComplete);
    });

    private static byte[] Interrupted(ReplyInterrupted broken) => Write(EventName.ReplyInterrupted, json =>
    {
        json.WriteString("session_id"u8, broken.SessionId);
        json.WriteString("reply_id"u8, broken.ReplyId);
        json.WriteString("reason"u8, broken.Reason);
    });

    private static byte[] Write(string type, Action<Utf8JsonWriter> fields)
    {
        var frame = FrameWriter.Begin();
        var json = frame.Json();
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        fields(json);
        json.WriteEndObject();
        json.Flush();
        return frame.Take();
    }
}
