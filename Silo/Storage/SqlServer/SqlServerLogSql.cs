namespace LiveChat.Silo.Storage.SqlServer;

/// <summary>
/// The log's one statement: all that a group of appends writes, in one transaction and one round trip. Each set of rows
/// is a JSON array; null where there are none. In every build, so that the tests parse it.
/// </summary>
internal static class SqlServerLogSql
{
    /// <summary>The error by which the statement refuses rows that do not stand as their owner left them.</summary>
    public const int RowNotFound = 50001;

    // A text too long for its type here would become null without a word; too long for its column, it is an error.
    private const string HeaderColumns =
        """
        updated_at datetimeoffset(6), waiting_since datetimeoffset(6), last_seq bigint, last_note_seq bigint, control_epoch bigint,
                status smallint, control smallint, urgency smallint, title nvarchar(max), desk_id nvarchar(max), assignee_id nvarchar(max),
                assignee_name nvarchar(max), previous_agent_id nvarchar(max), requested_agent_id nvarchar(max), waiting_reason nvarchar(max),
                rating_score smallint, rating_comment nvarchar(max)
        """;

    private const string HeaderNames =
        """
        updated_at, waiting_since, last_seq, last_note_seq, control_epoch, status, control, urgency, title, desk_id, assignee_id,
                assignee_name, previous_agent_id, requested_agent_id, waiting_reason, rating_score, rating_comment
        """;

    private const string EntryNames = "session_id, seq, message_id, created_at, type, sender_id, sender_name, content, client_message_id, detail";

    private const string EntryColumns =
        """
        session_id uniqueidentifier, seq bigint, message_id uniqueidentifier, created_at datetimeoffset(6), type smallint,
                sender_id nvarchar(128), sender_name nvarchar(max), content nvarchar(max), client_message_id nvarchar(max), detail nvarchar(max)
        """;

    /// <summary>
    /// Its parameters are named for the rows they carry. The update of the session's row comes first and holds it until the
    /// end, so that no two owners of one session write entries or members side by side.
    /// </summary>
    public static string Commit { get; } =
        $"""
        set xact_abort on;
        begin transaction;
        if @created is not null
            insert into sessions (session_id, kind, created_at, creator_id, direct_key, first_desk_id, {HeaderNames})
            select session_id, kind, created_at, creator_id, direct_key, desk_id, {HeaderNames}
            from openjson(@created) with (session_id uniqueidentifier, kind smallint, created_at datetimeoffset(6), creator_id nvarchar(128),
                direct_key nvarchar(max), {HeaderColumns});
        if @changed is not null
        begin
            update s set updated_at = t.updated_at, waiting_since = t.waiting_since, last_seq = t.last_seq, last_note_seq = t.last_note_seq,
                control_epoch = t.control_epoch, status = t.status, control = t.control, urgency = t.urgency, title = t.title, desk_id = t.desk_id,
                assignee_id = t.assignee_id, assignee_name = t.assignee_name, previous_agent_id = t.previous_agent_id,
                requested_agent_id = t.requested_agent_id, waiting_reason = t.waiting_reason,
                rating_score = t.rating_score, rating_comment = t.rating_comment,
                direct_key = case when t.status = 5 then null else s.direct_key end
            from sessions as s
            join openjson(@changed) with (session_id uniqueidentifier, previous_seq bigint, previous_note_seq bigint, {HeaderColumns}) as t
                on s.session_id = t.session_id and s.last_seq = t.previous_seq and s.last_note_seq = t.previous_note_seq;
            if @@rowcount <> @changed_count throw {RowNotFound}, 'A session does not stand as its owner left it.', 1;
        end;
        if @entries is not null
            insert into entries ({EntryNames})
            select {EntryNames} from openjson(@entries) with ({EntryColumns});
        if @notes is not null
            insert into notes ({EntryNames})
            select {EntryNames} from openjson(@notes) with ({EntryColumns});
        if @removed is not null
            delete m from session_members as m
            join openjson(@removed) with (session_id uniqueidentifier, user_id nvarchar(128)) as t
                on m.session_id = t.session_id and m.user_id = t.user_id collate Latin1_General_100_BIN2;
        if @members is not null
            merge session_members as m
            using (select session_id, user_id, name, role, read_seq, group_role, joined_seq from openjson(@members)
                with (session_id uniqueidentifier, user_id nvarchar(128), name nvarchar(max), role smallint, read_seq bigint, group_role smallint, joined_seq bigint)) as t
                on m.session_id = t.session_id and m.user_id = t.user_id collate Latin1_General_100_BIN2
            when matched then update set name = t.name, role = t.role, read_seq = case when t.read_seq > m.read_seq then t.read_seq else m.read_seq end,
                group_role = t.group_role, joined_seq = t.joined_seq
            when not matched then insert (session_id, user_id, name, role, read_seq, group_role, joined_seq)
                values (t.session_id, t.user_id, t.name, t.role, t.read_seq, t.group_role, t.joined_seq);
        if @amended is not null
        begin
            update e set content = t.content, detail = t.detail
            from entries as e
            join openjson(@amended) with (session_id uniqueidentifier, seq bigint, content nvarchar(max), detail nvarchar(max)) as t
                on e.session_id = t.session_id and e.seq = t.seq;
            if @@rowcount <> @amended_count throw {RowNotFound}, 'An entry to amend does not exist.', 1;
        end;
        commit transaction;
        """;
}
