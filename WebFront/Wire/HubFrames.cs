using System.Text.Json;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Sessions;
using LiveChat.Tickets;

namespace LiveChat.WebFront.Wire;

/// <summary>Events as the hub's clients get them: an invocation of <c>event</c> with one object, in SignalR's JSON protocol.</summary>
internal static partial class HubFrames
{
    /// <summary>A session's event; several records in one where one event says several things.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="closingChunk">The index for the closing chunk of an answer that was streamed; below 0 when none was.</param>
    public static byte[]? Of(SessionEvent happened, int closingChunk)
    {
        var frame = FrameWriter.Begin();
        switch (happened)
        {
            case MessagesAppended appended:
                foreach (var message in appended.Messages) Append(frame, message, appended.Status, closingChunk);
                break;
            case ReplyChunked chunk:
                Chunk(frame, chunk.SessionId, chunk.ReplyId, chunk.ChunkIndex, chunk.Content, isComplete: false);
                break;
            case ReplyInterrupted broken:
                Interrupted(frame, broken);
                break;
            case TypingChanged typing:
                Typing(frame, typing);
                break;
            case ViewingChanged viewing:
                Viewing(frame, viewing);
                break;
            case MoodShown shown:
                Mood(frame, shown);
                break;
            case ReadMoved read:
                Read(frame, read.SessionId, read.UserId, read.Seq);
                break;
            case ReadsMoved reads:
                foreach (var cursor in reads.Cursors) Read(frame, reads.SessionId, cursor.UserId, cursor.Seq);
                break;
            case ReceiptsCounted counted:
                Receipts(frame, counted);
                break;
            case ReactionsChanged changed:
                Reactions(frame, changed);
                break;
            case QueueMoved moved:
                Queue(frame, moved);
                break;
            case SessionChanged renewed:
                Session(frame, WireSession.From(renewed.Header));
                break;
            case NoteAppended note:
                Note(frame, note);
                break;
            default:
                return null;
        }
        return frame.Take();
    }

    /// <summary>An event for one user.</summary>
    public static byte[]? Of(UserEvent happened)
    {
        var frame = FrameWriter.Begin();
        switch (happened)
        {
            case SessionOffered offered:
                Offer(frame, offered.Offer);
                break;
            case OfferWithdrawn withdrawn:
                Withdrawn(frame, withdrawn);
                break;
            case SessionListed listed:
                Session(frame, WireSession.From(listed.Session));
                break;
            case TicketListed listed:
                Ticket(frame, null, listed.Ticket, listed.Assigned);
                break;
            case SessionLeft left:
                return Left(left.SessionId, left.Reason);
            default:
                return null;
        }
        return frame.Take();
    }

    /// <summary>Somebody came or went.</summary>
    public static byte[] Of(PresenceView presence)
    {
        var frame = FrameWriter.Begin();
        var json = Open(frame, EventName.Presence);
        json.WriteString("userId"u8, presence.UserId);
        json.WriteString("status"u8, Words.Of(presence.Status));
        if (presence.LastSeen is { } lastSeen) json.WriteString("lastSeen"u8, lastSeen);
        Close(frame, json);
        return frame.Take();
    }

    /// <summary>A desk's event.</summary>
    public static byte[]? Of(DeskEvent happened)
    {
        var frame = FrameWriter.Begin();
        switch (happened)
        {
            case QueueChanged changed:
                DeskChanged(frame, changed);
                break;
            case DeskSessionChanged changed:
                DeskSession(frame, changed);
                break;
            case TicketAtDesk changed:
                Ticket(frame, changed.DeskId, changed.Ticket, isAssigned: false);
                break;
            default:
                return null;
        }
        return frame.Take();
    }

    /// <summary>The reader is not in the session any more.</summary>
    public static byte[] Left(Guid sessionId, string reason)
    {
        var frame = FrameWriter.Begin();
        var json = Open(frame, EventName.Left);
        json.WriteString("sessionId"u8, sessionId);
        json.WriteString("reason"u8, reason);
        Close(frame, json);
        return frame.Take();
    }

    /// <summary>A word from the server to all.</summary>
    public static byte[] System(string code, string message)
    {
        var frame = FrameWriter.Begin();
        var json = Open(frame, EventName.System);
        json.WriteString("code"u8, code);
        json.WriteString("message"u8, message);
        Close(frame, json);
        return frame.Take();
    }

    private static void Append(FrameWriter frame, Message message, SessionStatus status, int closingChunk)
    {
        if (message is { Type: MessageType.Ai, ReplyId: { } streamed } && closingChunk >= 0)
            Chunk(frame, message.SessionId, streamed, closingChunk, "", isComplete: true);

        var json = Open(frame, EventName.Message);
        json.WritePropertyName("message"u8);
        JsonSerializer.Serialize(json, message, WireJson.Default.Message);
        Close(frame, json);

        if (message is { Type: MessageType.Ai, ReplyId: { } replyId }) Complete(frame, message, replyId);
        if (message.Event is { } recorded) Derived(frame, message, recorded, status);
    }

    private static void Derived(FrameWriter frame, Message message, SystemEvent recorded, SessionStatus status)
    {
        if (message.RecalledSeq() is { } seq)
        {
            var json = Open(frame, EventName.Recalled);
            json.WriteString("sessionId"u8, message.SessionId);
            json.WriteNumber("seq"u8, seq);
            Close(frame, json);
        }
        if (recorded.Name == SystemEventName.Assigned)
        {
            var json = Open(frame, EventName.Assigned);
            json.WriteString("sessionId"u8, message.SessionId);
            json.WriteString("agentId"u8, recorded.Args.GetValueOrDefault("agentId"));
            json.WriteString("agentName"u8, recorded.Args.GetValueOrDefault("agentName"));
            json.WriteNumber("seq"u8, message.Seq);
            Close(frame, json);
        }
        if (Words.ChangesStatus(recorded.Name))
        {
            var json = Open(frame, EventName.Status);
            json.WriteString("sessionId"u8, message.SessionId);
            json.WriteString("status"u8, Words.Of(status));
            json.WriteNumber("seq"u8, message.Seq);
            Close(frame, json);
        }
    }

    private static void Complete(FrameWriter frame, Message message, Guid replyId)
    {
        var json = Open(frame, EventName.ReplyComplete);
        json.WriteString("sessionId"u8, message.SessionId);
        json.WriteString("replyId"u8, replyId);
        json.WriteString("messageId"u8, message.MessageId);
        json.WriteNumber("seq"u8, message.Seq);
        json.WriteString("fullResponse"u8, message.Content);
        json.WriteNumber("tokenCount"u8, message.TokenCount ?? 0);
        if (message.Citations is { Length: > 0 } citations)
        {
            json.WritePropertyName("citations"u8);
            JsonSerializer.Serialize(json, citations, WireJson.Default.CitationArray);
        }
        Close(frame, json);
    }

    private static void Chunk(FrameWriter frame, Guid sessionId, Guid replyId, int index, string content, bool isComplete)
    {
        var json = Open(frame, EventName.ReplyChunk);
        json.WriteString("sessionId"u8, sessionId);
        json.WriteString("replyId"u8, replyId);
        json.WriteNumber("chunkIndex"u8, index);
        json.WriteString("content"u8, content);
        json.WriteBoolean("isComplete"u8, isComplete);
        Close(frame, json);
    }

    private static void Interrupted(FrameWriter frame, ReplyInterrupted broken)
    {
        var json = Open(frame, EventName.ReplyInterrupted);
        json.WriteString("sessionId"u8, broken.SessionId);
        json.WriteString("replyId"u8, broken.ReplyId);
        json.WriteString("reason"u8, broken.Reason);
        Close(frame, json);
    }

    private static Utf8JsonWriter Open(FrameWriter frame, string type)
    {
        frame.Raw("""{"type":1,"target":"event","arguments":["""u8);
        var json = frame.Json();
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        return json;
    }

    private static void Close(FrameWriter frame, Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        frame.Raw("]}\u001e"u8);
    }
}
