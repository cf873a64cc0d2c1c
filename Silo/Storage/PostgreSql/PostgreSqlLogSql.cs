using LiveChat.Sessions;
using LiveChat.Silo.Storage.Log;
using static NpgsqlTypes.NpgsqlDbType;

namespace LiveChat.Silo.Storage.PostgreSql;

/// <summary>The statements of the log, each over a set of rows.</summary>
internal static class PostgreSqlLogSql
{
    public static PostgreSqlStatement<HeaderWrite> Create() => new(
        """
        insert into sessions (session_id, created_at, updated_at, waiting_since, last_seq, last_note_seq, control_epoch, kind, status, control,
            urgency, title, creator_id, desk_id, assignee_id, assignee_name, previous_agent_id, requested_agent_id, waiting_reason, direct_key,
            rating_score, rating_comment, first_desk_id)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $14)
        """,
        Header(Uuid, row => row.Header.SessionId),
        Header(TimestampTz, row => row.Header.CreatedAt.UtcDateTime),
        Header(TimestampTz, row => row.Header.UpdatedAt.UtcDateTime),
        Header(TimestampTz, row => row.Header.WaitingSince?.UtcDateTime),
        Header(Bigint, row => row.Header.LastSeq),
        Header(Bigint, row => row.Header.LastNoteSeq),
        Header(Bigint, row => row.Header.ControlEpoch),
        Header(Smallint, row => (short)row.Header.Kind),
        Header(Smallint, row => (short)row.Header.Status),
        Header(Smallint, row => (short)row.Header.Control),
        Header(Smallint, row => (short)row.Header.Urgency),
        Header(Text, row => row.Header.Title),
        Header(Text, row => row.Header.CreatorId),
        Header(Text, row => row.Header.DeskId),
        Header(Text, row => row.Header.AssigneeId),
        Header(Text, row => row.Header.AssigneeName),
        Header(Text, row => row.Header.PreviousAgentId),
        Header(Text, row => row.Header.RequestedAgentId),
        Header(Text, row => row.Header.WaitingReason),
        Header(Text, row => row.Header.DirectKey),
        Header(Smallint, row => (short?)row.Header.Rating?.Score),
        Header(Text, row => row.Header.Rating?.Comment));

    // A row that does not stand as its owner left it is not found, and the division by zero undoes the whole batch: the
    // one way in which a plain statement can refuse.
    public static PostgreSqlStatement<HeaderWrite> Change() => new(
        """
        with changed as (
            update sessions set updated_at = t.updated_at, waiting_since = t.waiting_since, last_seq = t.last_seq,
                last_note_seq = t.last_note_seq, control_epoch = t.control_epoch, status = t.status, control = t.control,
                urgency = t.urgency, title = t.title, desk_id = t.desk_id, assignee_id = t.assignee_id,
                assignee_name = t.assignee_name, previous_agent_id = t.previous_agent_id,
                requested_agent_id = t.requested_agent_id, waiting_reason = t.waiting_reason,
                rating_score = t.rating_score, rating_comment = t.rating_comment,
                direct_key = case when t.status = 5 then null else sessions.direct_key end
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) as t
                (session_id, previous_seq, previous_note_seq, updated_at, waiting_since, last_seq, last_note_seq, control_epoch,
                status, control, urgency, title, desk_id, assignee_id, assignee_name, previous_agent_id, requested_agent_id, waiting_reason,
                rating_score, rating_comment)
            where sessions.session_id = t.session_id and sessions.last_seq = t.previous_seq and sessions.last_note_seq = t.previous_note_seq
            returning 1)
        select 1 / (case when count(*) = cardinality($1) then 1 else 0 end) from changed
        """,
        Header(Uuid, row => row.Header.SessionId),
        Header(Bigint, row => row.PreviousSeq),
        Header(Bigint, row => row.PreviousNoteSeq),
        Header(TimestampTz, row => row.Header.UpdatedAt.UtcDateTime),
        Header(TimestampTz, row => row.Header.WaitingSince?.UtcDateTime),
        Header(Bigint, row => row.Header.LastSeq),
        Header(Bigint, row => row.Header.LastNoteSeq),
        Header(Bigint, row => row.Header.ControlEpoch),
        Header(Smallint, row => (short)row.Header.Status),
        Header(Smallint, row => (short)row.Header.Control),
        Header(Smallint, row => (short)row.Header.Urgency),
        Header(Text, row => row.Header.Title),
        Header(Text, row => row.Header.DeskId),
        Header(Text, row => row.Header.AssigneeId),
        Header(Text, row => row.Header.AssigneeName),
        Header(Text, row => row.Header.PreviousAgentId),
        Header(Text, row => row.Header.RequestedAgentId),
        Header(Text, row => row.Header.WaitingReason),
        Header(Smallint, row => (short?)row.Header.Rating?.Score),
        Header(Text, row => row.Header.Rating?.Comment));

    // What most messages change: no index knows these columns.
    public static PostgreSqlStatement<HeaderWrite> Advance() => new(
        """
        with advanced as (
            update sessions set updated_at = t.updated_at, last_seq = t.last_seq, last_note_seq = t.last_note_seq
            from unnest($1, $2, $3, $4, $5, $6) as t (session_id, previous_seq, previous_note_seq, updated_at, last_seq, last_note_seq)
            where sessions.session_id = t.session_id and sessions.last_seq = t.previous_seq and sessions.last_note_seq = t.previous_note_seq
            returning 1)
        select 1 / (case when count(*) = cardinality($1) then 1 else 0 end) from advanced
        """,
        Header(Uuid, row => row.Header.SessionId),
        Header(Bigint, row => row.PreviousSeq),
        Header(Bigint, row => row.PreviousNoteSeq),
        Header(TimestampTz, row => row.Header.UpdatedAt.UtcDateTime),
        Header(Bigint, row => row.Header.LastSeq),
        Header(Bigint, row => row.Header.LastNoteSeq));

    public static PostgreSqlStatement<Message> Append(string table) => new(
        $"""
        insert into {table} (session_id, seq, message_id, created_at, type, sender_id, sender_name, content, client_message_id, detail)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        Entry(Uuid, entry => entry.SessionId),
        Entry(Bigint, entry => entry.Seq),
        Entry(Uuid, entry => entry.MessageId),
        Entry(TimestampTz, entry => entry.CreatedAt.UtcDateTime),
        Entry(Smallint, entry => (short)entry.Type),
        Entry(Text, entry => entry.SenderId),
        Entry(Text, entry => entry.SenderName),
        Entry(Text, entry => entry.Recalled ? null : entry.Content),
        Entry(Text, entry => entry.ClientMessageId),
        Entry(Json, EntryDetail.Of));

    public static PostgreSqlStatement<MemberRemoval> Remove() => new(
        """
        delete from session_members using unnest($1, $2) as t (session_id, user_id)
        where session_members.session_id = t.session_id and session_members.user_id = t.user_id
        """,
        new PostgreSqlColumn<MemberRemoval, Guid>(Uuid, row => row.SessionId),
        new PostgreSqlColumn<MemberRemoval, string>(Text, row => row.UserId));

    public static PostgreSqlStatement<MemberWrite> Members() => new(
        """
        insert into session_members as m (session_id, user_id, name, role, read_seq, group_role, joined_seq)
        select * from unnest($1, $2, $3, $4, $5, $6, $7)
        on conflict (session_id, user_id) do update
        set name = excluded.name, role = excluded.role, read_seq = greatest(m.read_seq, excluded.read_seq),
            group_role = excluded.group_role, joined_seq = excluded.joined_seq
        """,
        new PostgreSqlColumn<MemberWrite, Guid>(Uuid, row => row.SessionId),
        new PostgreSqlColumn<MemberWrite, string>(Text, row => row.Member.UserId),
        new PostgreSqlColumn<MemberWrite, string>(Text, row => row.Member.Name),
        new PostgreSqlColumn<MemberWrite, short>(Smallint, row => (short)row.Member.Role),
        new PostgreSqlColumn<MemberWrite, long>(Bigint, row => row.Member.ReadSeq),
        new PostgreSqlColumn<MemberWrite, short>(Smallint, row => (short?)row.Member.GroupRole ?? 0),
        new PostgreSqlColumn<MemberWrite, long>(Bigint, row => row.Member.JoinedSeq));

    public static PostgreSqlStatement<Message> Amend() => new(
        """
        with amended as (
            update entries set content = t.content, detail = t.detail from unnest($1, $2, $3, $4) as t (session_id, seq, content, detail)
            where entries.session_id = t.session_id and entries.seq = t.seq
            returning 1)
        select 1 / (case when count(*) = cardinality($1) then 1 else 0 end) from amended
        """,
        Entry(Uuid, entry => entry.SessionId),
        Entry(Bigint, entry => entry.Seq),
        Entry(Text, entry => entry.Recalled ? null : entry.Content),
        Entry(Json, EntryDetail.Of));

    private static PostgreSqlColumn<HeaderWrite, TValue> Header<TValue>(NpgsqlTypes.NpgsqlDbType type, Func<HeaderWrite, TValue> value) => new(type, value);

    private static PostgreSqlColumn<Message, TValue> Entry<TValue>(NpgsqlTypes.NpgsqlDbType type, Func<Message, TValue> value) => new(type, value);
}
