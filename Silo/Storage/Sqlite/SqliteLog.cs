using System.Data.Common;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Log;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LiveChat.Silo.Storage.Sqlite;

/// <summary>Commits a group of appends in one transaction on a connection, and a thread, of its own.</summary>
/// <param name="source">Where the connection comes from.</param>
/// <param name="writing">Held by whoever writes in this process, in the order in which they came.</param>
internal sealed class SqliteLog(DbDataSource source, SemaphoreSlim writing) : ILogConnection
{
    private readonly WriterThread _thread = new();
    private Statements? _statements;

    public async Task Commit(LogBatch batch)
    {
        await writing.WaitAsync();
        try
        {
            await _thread.Run(() => Write(batch));
        }
        finally
        {
            writing.Release();
        }
    }

    // A full disk answers reads: only a lock taken for writing, after a clean start, tells that it can go on.
    public Task Probe(CancellationToken token) => _thread.Run(() =>
    {
        Disconnect();
        Connect().Probe();
    });

    public async ValueTask DisposeAsync()
    {
        await _thread.Run(Disconnect);
        _thread.Dispose();
    }

    private void Write(LogBatch batch)
    {
        try
        {
            Connect().Write(batch);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode != raw.SQLITE_CONSTRAINT)
        {
            // A fresh connection is cheap beside such a failure, and sure to be in order.
            Disconnect();
            throw;
        }
    }

    private Statements Connect() => _statements ??= new Statements((SqliteConnection)source.OpenConnection());

    private void Disconnect()
    {
        _statements?.Dispose();
        _statements = null;
    }

    /// <summary>A connection with the statements prepared on it.</summary>
    private sealed class Statements(SqliteConnection connection) : IDisposable
    {
        private readonly SqliteStatement _begin = new(connection, "begin immediate");
        private readonly SqliteStatement _commit = new(connection, "commit");
        private readonly SqliteStatement _rollBack = new(connection, "rollback");
        private readonly SqliteStatement _create = new(connection, SqliteLogSql.Create);
        private readonly SqliteStatement _change = new(connection, SqliteLogSql.Change);
        private readonly SqliteStatement _advance = new(connection, SqliteLogSql.Advance);
        private readonly SqliteStatement _entry = new(connection, SqliteLogSql.Append("entries"));
        private readonly SqliteStatement _note = new(connection, SqliteLogSql.Append("notes"));
        private readonly SqliteStatement _remove = new(connection, SqliteLogSql.Remove);
        private readonly SqliteStatement _member = new(connection, SqliteLogSql.Member);
        private readonly SqliteStatement _amend = new(connection, SqliteLogSql.Amend);
        private readonly SqliteStatement _freeDirectKey = new(connection, SqliteLogSql.FreeDirectKey);

        public void Write(LogBatch batch)
        {
            _begin.Run();
            try
            {
                foreach (var header in batch.Headers) Write(header);
                foreach (var entry in batch.Entries) Write(_entry, entry);
                foreach (var note in batch.Notes) Write(_note, note);
                foreach (var removal in batch.Removals) _remove.Add(removal.SessionId).Add(removal.UserId).Run();
                foreach (var member in batch.Members) Write(member);
                foreach (var entry in batch.Amended) Amend(entry);
                _commit.Run();
            }
            catch
            {
                // Some failures end the transaction by themselves.
                if (raw.sqlite3_get_autocommit(connection.Handle) == 0) _rollBack.Run();
                throw;
            }
        }

        public void Probe()
        {
            _begin.Run();
            _rollBack.Run();
        }

        public void Dispose()
        {
            foreach (var statement in new[] { _begin, _commit, _rollBack, _create, _change, _advance, _entry, _note, _remove, _member, _amend, _freeDirectKey }) statement.Dispose();
            connection.Dispose();
        }

        private void Write(in HeaderWrite write)
        {
            var header = write.Header;
            if (write.IsNew)
            {
                Changing(_create.Add(header.SessionId), header)
                    .Add((long)header.Kind).Add(header.CreatedAt).Add(header.CreatorId).Add(header.DirectKey).Run();
                return;
            }

            var changed = write.IsAdvance
                ? _advance.Add(header.SessionId).Add(header.UpdatedAt).Add(header.LastSeq).Add(header.LastNoteSeq).Add(write.PreviousSeq).Add(write.PreviousNoteSeq).Run()
                : Changing(_change.Add(header.SessionId), header).Add(write.PreviousSeq).Add(write.PreviousNoteSeq).Run();
            if (changed == 0) throw new RowNotFoundException($"Session {header.SessionId}");
            // Apart from the change that every append makes: it would cost each of them an index.
            if (header.Status is SessionStatus.Deleted) _freeDirectKey.Add(header.SessionId).Run();
        }

        private static SqliteStatement Changing(SqliteStatement statement, SessionHeader header) => statement
            .Add(header.UpdatedAt).Add(header.WaitingSince).Add(header.LastSeq).Add(header.LastNoteSeq).Add(header.ControlEpoch)
            .Add((long)header.Status).Add((long)header.Control).Add(header.Urgency).Add(header.Title).Add(header.DeskId)
            .Add(header.AssigneeId).Add(header.AssigneeName).Add(header.PreviousAgentId).Add(header.RequestedAgentId).Add(header.WaitingReason)
            .Add(header.Rating?.Score).Add(header.Rating?.Comment);

        private static void Write(SqliteStatement statement, Message entry) => statement
            .Add(entry.SessionId).Add(entry.Seq).Add(entry.MessageId).Add(entry.CreatedAt).Add((long)entry.Type).Add(entry.SenderId)
            .Add(entry.SenderName).Add(entry.Recalled ? null : entry.Content).Add(entry.ClientMessageId).Add(EntryDetail.Of(entry)).Run();

        private void Write(in MemberWrite write) =>
            _member.Add(write.SessionId).Add(write.Member.UserId).Add(write.Member.Name).Add((long)write.Member.Role).Add(write.Member.ReadSeq)
                .Add((long?)write.Member.GroupRole ?? 0).Add(write.Member.JoinedSeq).Run();

        private void Amend(Message entry)
        {
            if (_amend.Add(entry.SessionId).Add(entry.Seq).Add(entry.Recalled ? null : entry.Content).Add(EntryDetail.Of(entry)).Run() == 0)
                throw new RowNotFoundException($"Entry {entry.Seq} of session {entry.SessionId}");
        }
    }
}

/// <summary>The statements of the log, each for one row.</summary>
internal static class SqliteLogSql
{
    public const string Create =
        """
        insert into sessions (session_id, updated_at, waiting_since, last_seq, last_note_seq, control_epoch, status, control, urgency, title,
            desk_id, assignee_id, assignee_name, previous_agent_id, requested_agent_id, waiting_reason, rating_score, rating_comment,
            kind, created_at, creator_id, direct_key, first_desk_id)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?11)
        """;

    public const string Change =
        """
        update sessions set updated_at = ?2, waiting_since = ?3, last_seq = ?4, last_note_seq = ?5, control_epoch = ?6, status = ?7, control = ?8,
            urgency = ?9, title = ?10, desk_id = ?11, assignee_id = ?12, assignee_name = ?13, previous_agent_id = ?14,
            requested_agent_id = ?15, waiting_reason = ?16, rating_score = ?17, rating_comment = ?18
        where session_id = ?1 and last_seq = ?19 and last_note_seq = ?20
        """;

    /// <summary>What most messages change: no index knows these columns.</summary>
    public const string Advance =
        "update sessions set updated_at = ?2, last_seq = ?3, last_note_seq = ?4 where session_id = ?1 and last_seq = ?5 and last_note_seq = ?6";

    public const string FreeDirectKey = "update sessions set direct_key = null where session_id = ?1";

    public const string Remove = "delete from session_members where session_id = ?1 and user_id = ?2";

    public const string Member =
        """
        insert into session_members (session_id, user_id, name, role, read_seq, group_role, joined_seq) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        on conflict (session_id, user_id) do update
        set name = excluded.name, role = excluded.role, read_seq = max(read_seq, excluded.read_seq),
            group_role = excluded.group_role, joined_seq = excluded.joined_seq
        """;

    public const string Amend = "update entries set content = ?3, detail = ?4 where session_id = ?1 and seq = ?2";

    public static string Append(string table) =>
        $"""
        insert into {table} (session_id, seq, message_id, created_at, type, sender_id, sender_name, content, client_message_id, detail)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """;
}
