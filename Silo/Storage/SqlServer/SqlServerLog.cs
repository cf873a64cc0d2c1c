using System.Data;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Log;
using Microsoft.Data.SqlClient;

namespace LiveChat.Silo.Storage.SqlServer;

/// <summary>Commits a group of appends in one round trip; its rows travel as JSON.</summary>
internal sealed class SqlServerLog(DbDataSource source, StorageOptions options) : ILogConnection
{
    private readonly MemoryStream _json = new();
    private SqlConnection? _connection;

    public async Task Commit(LogBatch batch)
    {
        try
        {
            _connection ??= await Connect(CancellationToken.None);
            await using var command = Command(_connection, batch);
            await command.ExecuteNonQueryAsync();
        }
        catch
        {
            // The connection may hold a transaction; the pool hands out a clean one.
            await Disconnect();
            throw;
        }
    }

    public async Task Probe(CancellationToken token)
    {
        await Disconnect();
        _connection = await Connect(token);
    }

    public async ValueTask DisposeAsync()
    {
        await Disconnect();
        await _json.DisposeAsync();
    }

    private SqlCommand Command(SqlConnection connection, LogBatch batch)
    {
        var created = batch.Headers.FindAll(header => header.IsNew);
        var changed = batch.Headers.FindAll(header => !header.IsNew);
        var command = new SqlCommand(SqlServerLogSql.Commit, connection) { CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds) };
        AddRows("@created", created, WriteCreated);
        AddRows("@changed", changed, WriteChanged);
        AddRows("@entries", batch.Entries, WriteEntry);
        AddRows("@notes", batch.Notes, WriteEntry);
        AddRows("@removed", batch.Removals, WriteRemoval);
        AddRows("@members", batch.Members, WriteMember);
        AddRows("@amended", batch.Amended, WriteAmended);
        command.Parameters.Add(new SqlParameter("@changed_count", SqlDbType.Int) { Value = changed.Count });
        command.Parameters.Add(new SqlParameter("@amended_count", SqlDbType.Int) { Value = batch.Amended.Count });
        return command;

        void AddRows<TRow>(string name, List<TRow> rows, Action<Utf8JsonWriter, TRow> write) =>
            command.Parameters.Add(new SqlParameter(name, SqlDbType.NVarChar, -1) { Value = rows.Count == 0 ? DBNull.Value : ToJson(rows, write) });
    }

    private string ToJson<TRow>(List<TRow> rows, Action<Utf8JsonWriter, TRow> write)
    {
        _json.SetLength(0);
        using (var writer = new Utf8JsonWriter(_json))
        {
            writer.WriteStartArray();
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                write(writer, row);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(_json.GetBuffer(), 0, (int)_json.Length);
    }

    private static void WriteCreated(Utf8JsonWriter json, HeaderWrite write)
    {
        json.WriteNumber("kind", (int)write.Header.Kind);
        json.WriteString("created_at", write.Header.CreatedAt);
        json.WriteString("creator_id", write.Header.CreatorId);
        json.WriteString("direct_key", write.Header.DirectKey);
        WriteHeader(json, write.Header);
    }

    private static void WriteChanged(Utf8JsonWriter json, HeaderWrite write)
    {
        json.WriteNumber("previous_seq", write.PreviousSeq);
        json.WriteNumber("previous_note_seq", write.PreviousNoteSeq);
        WriteHeader(json, write.Header);
    }

    private static void WriteHeader(Utf8JsonWriter json, SessionHeader header)
    {
        json.WriteString("session_id", header.SessionId);
        json.WriteString("updated_at", header.UpdatedAt);
        if (header.WaitingSince is { } since) json.WriteString("waiting_since", since);
        json.WriteNumber("last_seq", header.LastSeq);
        json.WriteNumber("last_note_seq", header.LastNoteSeq);
        json.WriteNumber("control_epoch", header.ControlEpoch);
        json.WriteNumber("status", (int)header.Status);
        json.WriteNumber("control", (int)header.Control);
        json.WriteNumber("urgency", header.Urgency);
        json.WriteString("title", header.Title);
        json.WriteString("desk_id", header.DeskId);
        json.WriteString("assignee_id", header.AssigneeId);
        json.WriteString("assignee_name", header.AssigneeName);
        json.WriteString("previous_agent_id", header.PreviousAgentId);
        json.WriteString("requested_agent_id", header.RequestedAgentId);
        json.WriteString("waiting_reason", header.WaitingReason);
        if (header.Rating is not { } rating) return;
        json.WriteNumber("rating_score", rating.Score);
        json.WriteString("rating_comment", rating.Comment);
    }

    private static void WriteEntry(Utf8JsonWriter json, Message entry)
    {
        json.WriteString("session_id", entry.SessionId);
        json.WriteNumber("seq", entry.Seq);
        json.WriteString("message_id", entry.MessageId);
        json.WriteString("created_at", entry.CreatedAt);
        json.WriteNumber("type", (int)entry.Type);
        json.WriteString("sender_id", entry.SenderId);
        json.WriteString("sender_name", entry.SenderName);
        json.WriteString("content", entry.Recalled ? null : entry.Content);
        json.WriteString("client_message_id", entry.ClientMessageId);
        json.WriteString("detail", EntryDetail.Of(entry));
    }

    private static void WriteRemoval(Utf8JsonWriter json, MemberRemoval removal)
    {
        json.WriteString("session_id", removal.SessionId);
        json.WriteString("user_id", removal.UserId);
    }

    private static void WriteMember(Utf8JsonWriter json, MemberWrite write)
    {
        json.WriteString("session_id", write.SessionId);
        json.WriteString("user_id", write.Member.UserId);
        json.WriteString("name", write.Member.Name);
        json.WriteNumber("role", (int)write.Member.Role);
        json.WriteNumber("read_seq", write.Member.ReadSeq);
        json.WriteNumber("group_role", (int?)write.Member.GroupRole ?? 0);
        json.WriteNumber("joined_seq", write.Member.JoinedSeq);
    }

    private static void WriteAmended(Utf8JsonWriter json, Message entry)
    {
        json.WriteString("session_id", entry.SessionId);
        json.WriteNumber("seq", entry.Seq);
        json.WriteString("content", entry.Recalled ? null : entry.Content);
        json.WriteString("detail", EntryDetail.Of(entry));
    }

    private async Task<SqlConnection> Connect(CancellationToken token)
    {
        var connection = (SqlConnection)await source.OpenConnectionAsync(token);
        try
        {
            await using var command = new SqlCommand($"set lock_timeout {(int)options.LockTimeout.TotalMilliseconds};", connection);
            await command.ExecuteNonQueryAsync(token);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task Disconnect()
    {
        if (_connection is not { } connection) return;
        _connection = null;
        await connection.DisposeAsync();
    }
}
