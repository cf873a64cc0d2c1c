namespace LiveChat.WebFront.Wire;

/// <summary>Every event that is pushed, by its <c>type</c>.</summary>
internal static class EventName
{
    public const string Message = "message";
    public const string Recalled = "recalled";
    public const string Reaction = "reaction";
    public const string Status = "status";
    public const string Assigned = "assigned";
    public const string ReplyChunk = "ai_chunk";
    public const string ReplyComplete = "ai_complete";
    public const string ReplyInterrupted = "ai_interrupted";
    public const string Typing = "typing";
    public const string Viewing = "viewing";
    public const string Mood = "mood";
    public const string Read = "read";
    public const string Receipts = "receipts";
    public const string Queue = "queue";
    public const string Presence = "presence";
    public const string Session = "session";
    public const string Note = "note";
    public const string Offer = "offer";
    public const string OfferWithdrawn = "offer_withdrawn";
    public const string Desk = "desk";
    public const string DeskSession = "desk_session";
    public const string Ticket = "ticket";
    public const string Left = "left";
    public const string System = "system";
    public const string Error = "error";

    /// <summary>Plain WebSocket only: a message is stored.</summary>
    public const string Ack = "ack";

    /// <summary>Plain WebSocket only: the answer to a ping.</summary>
    public const string Pong = "pong";
}
