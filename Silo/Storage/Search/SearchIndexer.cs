using System.Data.Common;
using Dapper;
using LiveChat.Search;
using LiveChat.Sessions;
using LiveChat.Silo.Moods;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Search;

/// <summary>
/// Brings the index up to the logs. For each session a cursor says up to which number it has been read; it moves in the
/// transaction that writes what was read. As numbers have no gaps, nothing is ever left out, whoever wrote it and whenever
/// this ended; what two silos read at once is written by one of them. How customers sound is found on the way, for it is read
/// off the same entries.
/// </summary>
internal sealed class SearchIndexer(Database database, EntryReader entries, MoodStore moods, MoodNews news) : ILogReader
{
    // Where there is one writer, messages wait for a batch: it is over in a few milliseconds.
    private const int MostEntries = 50;
    private const int MostCharacters = 20_000;
    private const long Done = -1;

    private readonly SearchSql _sql = database.Dialect.Search;

    public string Name => "search index";

    public Task<Guid[]> Stale(Guid after, int count, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<Guid>(new CommandDefinition(_sql.Stale, new { after, count }, cancellationToken: token))).ToArray(), token);

    public async Task<Guid[]> Read(Guid[] sessions, CancellationToken token)
    {
        var (changes, left) = await ReadChanges(sessions, token);
        if (changes.Count == 0) return left;
        try
        {
            await Write(changes, token);
        }
        catch (Exception exception) when (exception is RowNotFoundException || database.FaultOf(exception) == StoreFault.Taken)
        {
            // Another silo has written one of them meanwhile: read anew, they fit.
            return [.. left, .. changes.Select(change => change.SessionId)];
        }
        return left;
    }

    private async Task<(List<SessionChange> Changes, Guid[] Left)> ReadChanges(Guid[] sessions, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sessions.Length, ILogReader.MostSessions, nameof(sessions));
        List<SessionChange> changes = [];
        List<Guid> left = [];
        var (count, characters) = (0, 0);
        foreach (var state in await States(sessions, token))
        {
            if (state.Deleted)
            {
                if (state.IndexedSeq != Done) changes.Add(new(state.SessionId, state.IndexedSeq, Done, [], Deleted: true));
                continue;
            }
            if (state.LastSeq <= (state.IndexedSeq ?? 0)) continue;
            if (count >= MostEntries || characters >= MostCharacters)
            {
                left.Add(state.SessionId);
                continue;
            }
            var read = await entries.Read(state.SessionId, LogKind.Shared, new(state.IndexedSeq ?? 0, null, MostEntries - count), token);
            if (read is not [.., var last]) continue;
            changes.Add(new(state.SessionId, state.IndexedSeq, last.Seq, read, Deleted: false));
            count += read.Length;
            characters += read.Sum(entry => entry.Content.Length);
            if (last.Seq < state.LastSeq) left.Add(state.SessionId);
        }
        return (changes, [.. left]);
    }

    private Task<StateRow[]> States(Guid[] sessions, CancellationToken token) => database.Read(async connection =>
    {
        var parameters = new DynamicParameters();
        for (var at = 0; at < sessions.Length; at++) parameters.Add($"id{at}", sessions[at]);
        var list = string.Join(", ", sessions.Select((_, at) => $"@id{at}"));
        return (await connection.QueryAsync<StateRow>(new CommandDefinition($"{_sql.States} ({list})", parameters, cancellationToken: token))).ToArray();
    }, token);

    private async Task Write(List<SessionChange> changes, CancellationToken token)
    {
        // Cutting the texts takes longer than writing them; it is done before anybody has to wait.
        var documents = changes.SelectMany(change => change.Entries).Select(Document.Of).Where(document => document.Terms.Length > 0).ToArray();
        await database.Write(async (connection, transaction) =>
        {
            foreach (var change in changes) await MoveCursor(change, connection, transaction);
            foreach (var change in changes.Where(change => change.Deleted || change.From is null))
                await connection.ExecuteAsync(_sql.RemoveSession, new { sessionId = change.SessionId }, transaction);
            foreach (var document in documents) await Add(document, connection, transaction);
            foreach (var change in changes) await RemoveRecalled(change, connection, transaction);
            foreach (var change in changes.Where(change => change.Deleted)) await moods.Forget(change.SessionId, connection, transaction);
            foreach (var change in changes) await moods.Write(change.SessionId, change.Entries, connection, transaction);
            return documents.Length;
        }, token);
        foreach (var change in changes) news.Tell(change.SessionId, change.Entries);
    }

    private async Task MoveCursor(SessionChange change, DbConnection connection, DbTransaction transaction)
    {
        var cursor = new { session_id = change.SessionId, indexed_seq = change.To, known = change.From };
        var moved = await connection.ExecuteAsync(change.From is null ? _sql.Begin : _sql.Advance, cursor, transaction);
        if (moved == 0) throw new RowNotFoundException($"The search cursor of session {change.SessionId}");
    }

    private async Task Add(Document document, DbConnection connection, DbTransaction transaction)
    {
        var message = document.Message;
        for (var position = SearchPosition.Of(message); ; position++)
        {
            var row = _sql.Stored(position, message.SessionId, message.Seq, document.Terms);
            if (await connection.ExecuteAsync(_sql.Insert, row, transaction) == 0) continue;
            if (_sql.InsertTerms is { } terms) await connection.ExecuteAsync(terms, row, transaction);
            return;
        }
    }

    private async Task RemoveRecalled(SessionChange change, DbConnection connection, DbTransaction transaction)
    {
        foreach (var entry in change.Entries)
        {
            if (entry.RecalledSeq() is { } seq) await connection.ExecuteAsync(_sql.Remove, new { sessionId = change.SessionId, seq }, transaction);
        }
    }

    private sealed record SessionChange(Guid SessionId, long? From, long To, Message[] Entries, bool Deleted);

    private sealed record Document(Message Message, string[] Terms)
    {
        public static Document Of(Message message) => new(message, [.. SearchTerms.Of(FoldedText.Of(SearchedText.Of(message)).Text)]);
    }

    private sealed class StateRow
    {
        public Guid SessionId { get; init; }

        public int Status { get; init; }

        public long LastSeq { get; init; }

        public long? IndexedSeq { get; init; }

        public bool Deleted => (SessionStatus)Status is SessionStatus.Deleted;
    }
}
