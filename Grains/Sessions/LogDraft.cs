using System.Globalization;
using LiveChat.Assistant;
using LiveChat.Files;

namespace LiveChat.Sessions;

/// <summary>
/// A write being put together: entries numbered in the order in which they are added, and the header as it stands after
/// them. Pure: it knows nothing of the database.
/// </summary>
internal sealed partial class LogDraft(SessionState state, DateTimeOffset now)
{
    /// <summary>The sender of the assistant's entries.</summary>
    public const string AssistantId = "ai";

    /// <summary>The sender of system entries.</summary>
    public const string SystemId = "system";

    private Message[] _entries = [];
    private Message[] _notes = [];
    private SessionMember[] _members = [];
    private string[] _removed = [];
    private Message? _amended;

    /// <summary>The header after the write.</summary>
    public SessionHeader Header { get; private set; } = state.Header;

    /// <summary>The write.</summary>
    public SessionAppend ToAppend() => new()
    {
        Header = Header,
        Entries = _entries,
        Notes = _notes,
        Members = _members,
        RemovedMembers = _removed,
        Amended = _amended,
    };

    /// <summary>Somebody says something.</summary>
    public Message Say(Caller caller, OutgoingMessage message, Attachment[]? attachments = null) => Add(new Message
    {
        MessageId = Guid.CreateVersion7(now),
        SessionId = Header.SessionId,
        Seq = Header.LastSeq + 1,
        Type = TypeOf(caller),
        SenderId = caller.UserId,
        SenderName = caller.Name,
        Content = message.Content,
        ClientMessageId = message.ClientMessageId,
        ReplyToSeq = message.ReplyToSeq,
        Attachments = attachments,
        CreatedAt = now,
    });

    /// <summary>A message that was shown before it could be stored, as it was but for its number.</summary>
    public Message SayHeld(Message held) => Add(held with { Seq = Header.LastSeq + 1 });

    /// <summary>
    /// The final entry of an answer. Its client id is the reply's, so that an answer ends once even when nobody knows
    /// whether the first try was stored.
    /// </summary>
    public void EndReply(FinishedReply reply, int maxLength)
    {
        var text = MessageRules.Cleaned(reply.Text, maxLength);
        if (string.IsNullOrWhiteSpace(text))
        {
            var reason = reply.Interrupted ?? "unavailable";
            AddEvent(SystemEventName.ReplyInterrupted, "The assistant did not answer.", reply.ReplyId,
                ("replyId", reply.ReplyId.ToString()), ("reason", reason));
            return;
        }
        Add(new Message
        {
            MessageId = Guid.CreateVersion7(now),
            SessionId = Header.SessionId,
            Seq = Header.LastSeq + 1,
            Type = MessageType.Ai,
            SenderId = AssistantId,
            SenderName = "Assistant",
            Content = text,
            ClientMessageId = reply.ReplyId.ToString(),
            Citations = reply.Citations.Length == 0 ? null : reply.Citations,
            CreatedAt = now,
            ReplyId = reply.ReplyId,
            TokenCount = reply.TokenCount,
            Interrupted = reply.Interrupted,
        });
    }

    /// <summary>The assistant uses a tool, for whoever asked.</summary>
    public void UseTool(string tool, string subject) =>
        AddEvent(SystemEventName.ToolUsed, "The assistant uses a tool.", null, ("tool", tool), ("subject", subject));

    /// <summary>From here on an older answer may not go on.</summary>
    public void RaiseEpoch(SessionControl control) =>
        Header = Header with { Control = control, ControlEpoch = Header.ControlEpoch + 1 };

    /// <summary>The session ends.</summary>
    public void Close(Caller caller, string? reason)
    {
        RaiseEpoch(SessionControl.People);
        Header = Header with { Status = SessionStatus.Closed, RequestedAgentId = null };
        AddEvent(SystemEventName.Closed, "The session was closed.", null, ("by", caller.UserId), ("reason", reason ?? ""));
    }

    /// <summary>The session is removed. Its direct key is free again.</summary>
    public void Delete()
    {
        RaiseEpoch(SessionControl.People);
        Header = Header with { Status = SessionStatus.Deleted, DirectKey = null, UpdatedAt = now };
    }

    /// <summary>The title changes.</summary>
    public void Rename(string title)
    {
        Header = Header with { Title = title };
        AddEvent(SystemEventName.Renamed, "The title was changed.", null, ("title", title));
    }

    /// <summary>A message is taken back: its text goes for good, and the log says so.</summary>
    public void Recall(Message entry)
    {
        _amended = entry with { Content = "", Recalled = true, Reactions = null, Attachments = null };
        // Why the session waits may quote it.
        if (Header.WaitingReason is { } reason) Header = Header with { WaitingReason = ExtractiveSummary.Without(reason, entry) };
        AddEvent(SystemEventName.Recalled, "A message was taken back.", null, ("seq", Number(entry.Seq)));
    }

    /// <summary>Somebody's reaction to a message comes or goes: the message has these from now on, and the log says what happened.</summary>
    public void React(Caller caller, Message entry, string emoji, bool on, Reaction[] reactions)
    {
        _amended = entry with { Reactions = reactions.Length > 0 ? reactions : null };
        AddEvent(SystemEventName.Reacted, "A reaction changed.", null,
            ("seq", Number(entry.Seq)), ("emoji", emoji), ("userId", caller.UserId), ("on", on ? "true" : "false"));
    }

    /// <summary>The customer rates the service.</summary>
    public void Rate(Rating rating)
    {
        Header = Header with { Rating = rating };
        AddEvent(SystemEventName.Rated, "The service was rated.", null, ("score", Number(rating.Score)), ("comment", rating.Comment ?? ""));
    }

    /// <summary>The session belongs to a ticket. The entry's client id is the ticket's, so that it is said once.</summary>
    public void Ticket(Guid ticketId, long number)
    {
        var entry = SystemEntry(Header.LastSeq + 1, SystemEventName.Ticket, $"This conversation belongs to ticket #{Number(number)}.",
            [("ticketId", ticketId.ToString()), ("number", Number(number))]);
        Add(entry with { ClientMessageId = ticketId.ToString() });
    }

    /// <summary>A private note of the staff.</summary>
    public Message Note(Caller caller, string content, string? clientId) => AddNote(new Message
    {
        MessageId = Guid.CreateVersion7(now),
        SessionId = Header.SessionId,
        Seq = Header.LastNoteSeq + 1,
        Type = MessageType.Agent,
        SenderId = caller.UserId,
        SenderName = caller.Name,
        Content = content,
        ClientMessageId = clientId,
        CreatedAt = now,
    });

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Who asks is the user, whatever else they are; staff speaks as staff everywhere else.
    private MessageType TypeOf(Caller caller) =>
        caller.Role is UserRole.Agent && (Header.CreatorId != caller.UserId || Header.Kind is SessionKind.Direct or SessionKind.Group)
            ? MessageType.Agent
            : MessageType.User;

    private void AddEvent(string name, string content, Guid? replyId, params (string Key, string Value)[] args) =>
        Add(SystemEntry(Header.LastSeq + 1, name, content, args) with { ReplyId = replyId, ClientMessageId = replyId?.ToString() });

    private Message SystemNote(string name, string content, params (string Key, string Value)[] args) =>
        SystemEntry(Header.LastNoteSeq + 1, name, content, args);

    private Message SystemEntry(long seq, string name, string content, (string Key, string Value)[] args)
    {
        var details = new Dictionary<string, string>(args.Length, StringComparer.Ordinal);
        foreach (var (key, value) in args) details.Add(key, value);
        return new()
        {
            MessageId = Guid.CreateVersion7(now),
            SessionId = Header.SessionId,
            Seq = seq,
            Type = MessageType.System,
            SenderId = SystemId,
            SenderName = "",
            Content = content,
            CreatedAt = now,
            Event = new(name, details),
        };
    }

    private Message Add(Message entry)
    {
        _entries = [.. _entries, entry];
        Header = Header with { LastSeq = entry.Seq, UpdatedAt = now };
        return entry;
    }

    private Message AddNote(Message note)
    {
        _notes = [.. _notes, note];
        Header = Header with { LastNoteSeq = note.Seq };
        return note;
    }
}
