using System.Data.Common;
using System.Text.Json;
using Dapper;
using LiveChat.Sessions;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Tables;

namespace LiveChat.Silo.Verifying;

/// <summary>Reads every session with its whole log, one entry after the other.</summary>
/// <param name="connection">The database.</param>
/// <param name="snapshot">The state of it.</param>
/// <param name="findings">Where findings go.</param>
/// <param name="files">The session of each file; null to leave files out.</param>
internal sealed class LogCheck(DbConnection connection, DbTransaction snapshot, Findings findings, Dictionary<Guid, Guid>? files)
{
    private readonly HashSet<long> _emptied = [];

    /// <summary>Reads all.</summary>
    /// <returns>The ids of all sessions.</returns>
    public async Task<HashSet<Guid>> Run(IProgress progress, CancellationToken token)
    {
        progress.Begin("entries", await connection.ExecuteScalarAsync<long>(Command("select count(*) from entries", token)));
        HashSet<Guid> sessions = [];
        await using var reader = await connection.ExecuteReaderAsync(Command(VerifySql.Logs, token));
        var sessionOf = reader.GetRowParser<SessionRow>(startIndex: 0, length: VerifySql.SessionColumns);
        var entryOf = reader.GetRowParser<EntryRow>(startIndex: VerifySql.SessionColumns);
        (SessionHeader Header, LogReplay Replay)? current = null;
        while (await reader.ReadAsync(token))
        {
            if (sessions.Add((Guid)RowValues.Read(reader, 0, ColumnKind.Id)!))
            {
                if (current is { } ended) End(ended.Header, ended.Replay);
                var header = sessionOf(reader).ToHeader();
                current = (header, new(header.Kind));
                _emptied.Clear();
            }
            if (await reader.IsDBNullAsync(VerifySql.SessionColumns, token)) continue;
            Read(entryOf(reader), current!.Value.Replay);
            progress.Advance();
        }
        if (current is { } last) End(last.Header, last.Replay);
        progress.End();
        return sessions;
    }

    private void Read(EntryRow row, LogReplay replay)
    {
        if (row.Seq != replay.LastSeq + 1) Found(row.SessionId, $"entry {replay.LastSeq + 1} is missing; {row.Seq} follows.");
        try
        {
            var entry = row.ToMessage();
            if (entry.Recalled) _emptied.Add(entry.Seq);
            if (entry.ReplyToSeq >= entry.Seq) Found(entry.SessionId, $"entry {entry.Seq} answers entry {entry.ReplyToSeq}, which comes after it.");
            if (entry.RecalledSeq() is { } recalled && !_emptied.Contains(recalled)) Found(entry.SessionId, $"entry {recalled} was taken back, and its text is still there.");
            foreach (var attachment in entry.Attachments ?? []) Check(entry, attachment.FileId);
            replay.Read(entry);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            Found(row.SessionId, $"entry {row.Seq} cannot be read: {fault.Message}");
            // What it says is not known; the numbers go on.
            replay.Read(new() { MessageId = row.MessageId, SessionId = row.SessionId, Seq = row.Seq, Type = MessageType.System, SenderId = "", SenderName = "", Content = "", CreatedAt = row.CreatedAt });
        }
    }

    private void Check(Message entry, Guid fileId)
    {
        if (files is null) return;
        if (!files.TryGetValue(fileId, out var owner)) Found(entry.SessionId, $"entry {entry.Seq} has the file {fileId}, of which there is no record.");
        else if (owner != entry.SessionId) Found(entry.SessionId, $"entry {entry.Seq} has the file {fileId}, which belongs to the session {owner}.");
    }

    private void End(SessionHeader header, LogReplay replay)
    {
        Compare("last_seq", header.LastSeq, replay.LastSeq);
        if (header.Status is SessionStatus.Deleted) return;
        Compare("status", header.Status, replay.Status ?? header.Status);
        Compare("control", header.Control, replay.Control ?? header.Control);
        Compare("desk_id", header.DeskId, replay.IsDeskTold ? replay.DeskId : header.DeskId);
        Compare("title", header.Title, replay.Title ?? header.Title);
        Compare("rating", (header.Rating?.Score, header.Rating?.Comment ?? ""), (replay.Rating?.Score, replay.Rating?.Comment ?? ""));
        if (replay.Status is null) return;
        Compare("assignee_id", header.AssigneeId, replay.Assignee?.Id);
        if (header.Status is SessionStatus.Waiting) Compare("waiting_since", header.WaitingSince, replay.WaitingSince);

        void Compare<T>(string column, T stored, T told)
        {
            if (!EqualityComparer<T>.Default.Equals(stored, told)) Found(header.SessionId, $"{column} is {stored}, and its log says {told}.");
        }
    }

    private void Found(Guid sessionId, string what) => findings.Add($"Session {sessionId}: {what}");

    private CommandDefinition Command(string sql, CancellationToken token) => new(sql, transaction: snapshot, commandTimeout: 0, flags: CommandFlags.None, cancellationToken: token);
}
