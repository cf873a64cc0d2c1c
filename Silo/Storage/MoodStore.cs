using System.Data.Common;
using Dapper;
using LiveChat.Moods;
using LiveChat.Sessions;

namespace LiveChat.Silo.Storage;

/// <summary>
/// How customers sounded. Whoever follows the logs writes what the lexicon says, in the transaction that says how far they were
/// read; a model may correct it afterwards.
/// </summary>
internal sealed class MoodStore(Database database) : IMoodStore
{
    private readonly MoodSql _sql = new(database.Dialect);

    public Task<Mood[]> Of(Guid sessionId, int count, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<Row>(new CommandDefinition(_sql.Newest, new { sessionId, count }, cancellationToken: token)))
            .Select(row => new Mood(row.Seq, row.Score)).Reverse().ToArray(), token);

    /// <summary>Writes what some new entries of a session's log show, and lets go of what was taken back.</summary>
    public async Task Write(Guid sessionId, Message[] entries, DbConnection connection, DbTransaction transaction)
    {
        foreach (var entry in entries)
        {
            if (entry.RecalledSeq() is { } seq)
            {
                await connection.ExecuteAsync(_sql.Remove, new { sessionId, seq }, transaction);
                await connection.ExecuteAsync(_sql.RemoveJudged, new { sessionId, seq }, transaction);
            }
            if (MoodRules.Of(entry) is not { } mood) continue;
            await connection.ExecuteAsync(_sql.Save, new { session_id = sessionId, seq = mood.Seq, created_at = entry.CreatedAt, score = (short)mood.Score }, transaction);
        }
    }

    /// <summary>Writes how a message sounds by a model; a score of 0 for no mood. False when it was taken back meanwhile, or its session deleted.</summary>
    public async Task<bool> Correct(Guid sessionId, Mood mood, DateTimeOffset saidAt, DbConnection connection, DbTransaction transaction)
    {
        if (await connection.ExecuteScalarAsync<int>(_sql.Stands, new { sessionId, seq = mood.Seq }, transaction) == 0) return false;
        var row = new { session_id = sessionId, seq = mood.Seq, created_at = saidAt, score = (short)mood.Score };
        await (mood.Score == 0 ? connection.ExecuteAsync(_sql.Remove, new { sessionId, seq = mood.Seq }, transaction) : connection.ExecuteAsync(_sql.Save, row, transaction));
        await connection.ExecuteAsync(_sql.SaveJudged, row, transaction);
        return true;
    }

    /// <summary>What a model said of a message before; null when it was not asked.</summary>
    public Task<int?> Judged(Guid sessionId, long seq, DbConnection connection, DbTransaction transaction) =>
        connection.QueryFirstOrDefaultAsync<int?>(_sql.Judged, new { sessionId, seq }, transaction);

    /// <summary>What a model said of messages of some sessions, by their numbers; 0 for no mood.</summary>
    public async Task<Dictionary<Guid, Dictionary<long, int>>> Judged(Guid[] sessions, DbConnection connection, DbTransaction? transaction, CancellationToken token)
    {
        var (list, parameters) = Ids.List(sessions);
        var rows = await connection.QueryAsync<JudgedRow>(new CommandDefinition($"{MoodSql.JudgedOf} ({list})", parameters, transaction, cancellationToken: token));
        return rows.GroupBy(row => row.SessionId).ToDictionary(rows => rows.Key, rows => rows.ToDictionary(row => row.Seq, row => row.Score));
    }

    /// <summary>Forgets a session that was deleted.</summary>
    public Task Forget(Guid sessionId, DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync(_sql.Forget, new { sessionId }, transaction);

    private sealed class JudgedRow
    {
        public Guid SessionId { get; init; }

        public long Seq { get; init; }

        public int Score { get; init; }
    }

    private sealed class Row
    {
        public long Seq { get; init; }

        public int Score { get; init; }
    }
}

/// <summary>The statements of moods.</summary>
internal sealed class MoodSql(Dialect dialect)
{
    /// <summary>Ends in a list of ids.</summary>
    public const string JudgedOf = "select session_id, seq, score from model_moods where session_id in";

    public string Newest { get; } = $"select seq, score from moods where session_id = @sessionId order by seq desc {dialect.First("@count")}";

    public string Save { get; } = dialect.Upsert("moods", ["session_id", "seq"], ["created_at", "score"]);

    // A message that was taken back has no content any more; a session that was deleted has the status 5.
    public string Stands { get; } =
        "select count(*) from entries e join sessions s on s.session_id = e.session_id where e.session_id = @sessionId and e.seq = @seq and e.content is not null and s.status <> 5";

    public string Remove { get; } = "delete from moods where session_id = @sessionId and seq = @seq";

    public string SaveJudged { get; } = dialect.Upsert("model_moods", ["session_id", "seq"], ["score"]);

    public string Judged { get; } = "select score from model_moods where session_id = @sessionId and seq = @seq";

    public string RemoveJudged { get; } = "delete from model_moods where session_id = @sessionId and seq = @seq";

    public string Forget { get; } = "delete from moods where session_id = @sessionId";
}
