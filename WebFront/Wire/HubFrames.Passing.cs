using System.Text.Json;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Sessions;
using LiveChat.Tickets;

namespace LiveChat.WebFront.Wire;

// What is no entry of the log: who types, reads, looks on, waits, is offered what.
internal static partial class HubFrames
{
    private static void Typing(FrameWriter frame, TypingChanged typing)
    {
        var json = Open(frame, EventName.Typing);
        json.WriteString("sessionId"u8, typing.SessionId);
        json.WriteString("userId"u8, typing.UserId);
        json.WriteBoolean("isTyping"u8, typing.IsTyping);
        Close(frame, json);
    }

    private static void Viewing(FrameWriter frame, ViewingChanged viewing)
    {
        var json = Open(frame, EventName.Viewing);
        json.WriteString("sessionId"u8, viewing.SessionId);
        json.WriteString("userId"u8, viewing.UserId);
        json.WriteString("name"u8, viewing.Name);
        json.WriteBoolean("isViewing"u8, viewing.IsViewing);
        json.WriteBoolean("isTyping"u8, viewing.IsTyping);
        Close(frame, json);
    }

    private static void Mood(FrameWriter frame, MoodShown shown)
    {
        var json = Open(frame, EventName.Mood);
        json.WriteString("sessionId"u8, shown.SessionId);
        json.WriteNumber("seq"u8, shown.Mood.Seq);
        json.WriteNumber("score"u8, shown.Mood.Score);
        Close(frame, json);
    }

    private static void Read(FrameWriter frame, Guid sessionId, string userId, long seq)
    {
        var json = Open(frame, EventName.Read);
        json.WriteString("sessionId"u8, sessionId);
        json.WriteString("userId"u8, userId);
        json.WriteNumber("seq"u8, seq);
        Close(frame, json);
    }

    private static void Receipts(FrameWriter frame, ReceiptsCounted counted)
    {
        var json = Open(frame, EventName.Receipts);
        json.WriteString("sessionId"u8, counted.SessionId);
        json.WriteNumber("seq"u8, counted.Seq);
        json.WriteNumber("readBy"u8, counted.ReadBy);
        json.WriteNumber("total"u8, counted.Total);
        Close(frame, json);
    }

    private static void Reactions(FrameWriter frame, ReactionsChanged changed)
    {
        var json = Open(frame, EventName.Reaction);
        json.WriteString("sessionId"u8, changed.SessionId);
        json.WriteNumber("seq"u8, changed.Seq);
        json.WritePropertyName("reactions"u8);
        JsonSerializer.Serialize(json, changed.Reactions, WireJson.Default.ReactionArray);
        Close(frame, json);
    }

    private static void Queue(FrameWriter frame, QueueMoved moved)
    {
        var json = Open(frame, EventName.Queue);
        json.WriteString("sessionId"u8, moved.SessionId);
        json.WriteNumber("position"u8, moved.Place.Position);
        if (moved.Place.EtaSeconds is { } eta) json.WriteNumber("etaSeconds"u8, eta);
        Close(frame, json);
    }

    private static void DeskChanged(FrameWriter frame, QueueChanged changed)
    {
        var json = Open(frame, EventName.Desk);
        json.WriteString("deskId"u8, changed.DeskId);
        json.WriteNumber("before"u8, changed.Before);
        json.WriteNumber("revision"u8, changed.Revision);
        json.WritePropertyName("waiting"u8);
        JsonSerializer.Serialize(json, changed.Waiting, WireJson.Default.WaitingSessionArray);
        json.WritePropertyName("gone"u8);
        JsonSerializer.Serialize(json, changed.Gone, WireJson.Default.GuidArray);
        json.WriteNumber("waitingCount"u8, changed.WaitingCount);
        if (changed.Agents is { } agents)
        {
            json.WritePropertyName("agents"u8);
            JsonSerializer.Serialize(json, agents, WireJson.Default.AgentLoadArray);
        }
        if (changed.Late is { } late)
        {
            json.WritePropertyName("late"u8);
            JsonSerializer.Serialize(json, late, WireJson.Default.TargetWarningArray);
        }
        if (changed.Opening is { } opening)
        {
            json.WritePropertyName("opening"u8);
            JsonSerializer.Serialize(json, opening, WireJson.Default.DeskOpening);
        }
        if (changed.Targets is { } targets)
        {
            json.WritePropertyName("targets"u8);
            JsonSerializer.Serialize(json, targets, WireJson.Default.DeskTargets);
        }
        Close(frame, json);
    }

    private static void DeskSession(FrameWriter frame, DeskSessionChanged changed)
    {
        var json = Open(frame, EventName.DeskSession);
        json.WriteString("deskId"u8, changed.DeskId);
        json.WritePropertyName("session"u8);
        JsonSerializer.Serialize(json, WireDeskSession.From(changed.Session), WireJson.Default.WireDeskSession);
        Close(frame, json);
    }

    private static void Ticket(FrameWriter frame, string? deskId, Ticket ticket, bool isAssigned)
    {
        var json = Open(frame, EventName.Ticket);
        if (deskId is not null) json.WriteString("deskId"u8, deskId);
        if (isAssigned) json.WriteBoolean("assigned"u8, true);
        json.WritePropertyName("ticket"u8);
        JsonSerializer.Serialize(json, WireTicket.From(ticket), WireJson.Default.WireTicket);
        Close(frame, json);
    }

    private static void Session(FrameWriter frame, WireSession session)
    {
        var json = Open(frame, EventName.Session);
        json.WritePropertyName("session"u8);
        JsonSerializer.Serialize(json, session, WireJson.Default.WireSession);
        Close(frame, json);
    }

    private static void Note(FrameWriter frame, NoteAppended note)
    {
        var json = Open(frame, EventName.Note);
        json.WriteString("sessionId"u8, note.SessionId);
        json.WritePropertyName("note"u8);
        JsonSerializer.Serialize(json, note.Note, WireJson.Default.Message);
        Close(frame, json);
    }

    private static void Offer(FrameWriter frame, Offer offer)
    {
        var json = Open(frame, EventName.Offer);
        json.WriteString("sessionId"u8, offer.SessionId);
        json.WriteString("deskId"u8, offer.DeskId);
        json.WriteNumber("waitSeconds"u8, offer.WaitSeconds);
        json.WriteNumber("urgency"u8, offer.Urgency);
        if (offer.Summary is { } summary) json.WriteString("summary"u8, summary);
        json.WriteString("expiresAt"u8, offer.ExpiresAt);
        Close(frame, json);
    }

    private static void Withdrawn(FrameWriter frame, OfferWithdrawn withdrawn)
    {
        var json = Open(frame, EventName.OfferWithdrawn);
        json.WriteString("sessionId"u8, withdrawn.SessionId);
        json.WriteString("reason"u8, withdrawn.Reason);
        Close(frame, json);
    }
}
