namespace LiveChat.Silo.Backups;

/// <summary>The statements that take conversations back to a moment.</summary>
internal static class CutSql
{
    private const string EntryColumns = "session_id, seq, message_id, created_at, type, sender_id, sender_name, content, client_message_id, detail";

    /// <summary>Sessions that were made later, and have nothing older in them.</summary>
    public const string Unborn =
        "select session_id from sessions s where created_at > @moment and not exists (select 1 from entries e where e.session_id = s.session_id and e.created_at <= @moment)";

    /// <summary>Sessions with entries that come after the newest one of the moment.</summary>
    public const string Longer =
        """
        select s.session_id, s.kind, s.status, s.title, s.first_desk_id, s.waiting_reason, s.last_seq, coalesce(k.kept_seq, 0) as kept_seq
        from sessions s
        join (select session_id, max(case when created_at <= @moment then seq end) as kept_seq from entries group by session_id having max(created_at) > @moment) k
        on k.session_id = s.session_id
        where s.last_seq > coalesce(k.kept_seq, 0)
        """;

    /// <summary>All that belongs to a session. Its files are left to the sweep, which removes what no message has.</summary>
    public static readonly string[] Remove =
    [
        "delete from entries where session_id = @sessionId", "delete from notes where session_id = @sessionId",
        "delete from session_members where session_id = @sessionId", "delete from moods where session_id = @sessionId",
        "delete from model_moods where session_id = @sessionId",
        "delete from unanswered_askings where session_id = @sessionId", "delete from target_misses where session_id = @sessionId",
        "update files set check_at = @moment, version = version + 1 where session_id = @sessionId",
        "delete from sessions where session_id = @sessionId",
    ];

    /// <summary>What lies beyond the last entry that stays.</summary>
    public static readonly string[] Shorten =
    [
        "delete from entries where session_id = @sessionId and seq > @keptSeq",
        "delete from moods where session_id = @sessionId and seq > @keptSeq",
        "delete from model_moods where session_id = @sessionId and seq > @keptSeq",
        "delete from unanswered_askings where session_id = @sessionId and seq > @keptSeq",
        "update session_members set read_seq = @keptSeq where session_id = @sessionId and read_seq > @keptSeq",
        "update session_members set joined_seq = @keptSeq where session_id = @sessionId and joined_seq > @keptSeq",
        "update files set check_at = @moment, version = version + 1 where session_id = @sessionId",
    ];

    public const string SystemEntries = $"select {EntryColumns} from entries where session_id = @sessionId and type = 4 order by seq";

    public const string Entry = $"select {EntryColumns} from entries where session_id = @sessionId and seq = @seq";

    public const string Detail = "update entries set detail = @detail where session_id = @sessionId and seq = @seq";

    public const string DetailAsJson = "update entries set detail = cast(@detail as json) where session_id = @sessionId and seq = @seq";

    /// <summary>The session's row, as the rest of its log says. The epoch rises: no older answer may go on.</summary>
    public const string Header =
        """
        update sessions set last_seq = @keptSeq, status = @status, control = @control, desk_id = @deskId, assignee_id = @assigneeId,
            assignee_name = @assigneeName, previous_agent_id = @previousAgentId, requested_agent_id = null, waiting_since = @waitingSince,
            waiting_reason = @waitingReason, title = @title, rating_score = @score, rating_comment = @comment, control_epoch = control_epoch + 1,
            updated_at = coalesce((select max(e.created_at) from entries e where e.session_id = @sessionId), created_at)
        where session_id = @sessionId
        """;

    public const string IsMember = "select count(*) from session_members where session_id = @sessionId and user_id = @userId";

    public const string RoleOf = "select role from users where user_id = @userId";

    public const string AddMember =
        "insert into session_members (session_id, user_id, name, role, read_seq, group_role, joined_seq) values (@sessionId, @userId, @name, @role, 0, @groupRole, 0)";

    public const string DropMember = "delete from session_members where session_id = @sessionId and user_id = @userId";

    /// <summary>Notes beyond the newest one of the moment, of sessions that stay.</summary>
    public const string Notes =
        "delete from notes where seq > (select coalesce(max(n.seq), 0) from notes n where n.session_id = notes.session_id and n.created_at <= @moment)";

    public const string LastNotes =
        """
        update sessions set last_note_seq = (select coalesce(max(n.seq), 0) from notes n where n.session_id = sessions.session_id)
        where last_note_seq > (select coalesce(max(n.seq), 0) from notes n where n.session_id = sessions.session_id)
        """;

    public const string Misses = "delete from target_misses where due_at > @moment";

    public const string Tickets = "select * from tickets where session_ids <> '[]' or untold_sessions <> '[]'";

    public const string TicketSessions = "update tickets set session_ids = @sessions, untold_sessions = @untold where ticket_id = @ticketId";
}
