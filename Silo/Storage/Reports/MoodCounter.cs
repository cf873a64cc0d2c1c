using System.Data.Common;
using System.Text.Json;
using Dapper;
using LiveChat.Moods;
using LiveChat.Reports;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Reports;

/// <summary>
/// Writes how a message sounds by a model, and lets the figures count that: at once where the message is counted already,
/// in place of what was; else by <see cref="FigureCounter"/>, which finds it. Each message is counted once.
/// </summary>
internal sealed class MoodCounter(Database database, MoodStore moods, IDeskZones zones)
{
    private const int MostAttempts = 5;

    // Nothing is remembered of a session of which nothing is counted.
    private const string NoTally = "null";

    private readonly FigureSql _sql = new(database.Dialect);

    /// <summary>Writes it; a score of 0 for no mood. False when the message was taken back meanwhile, or its session deleted.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="mood">The message, and how it sounds by the model.</param>
    /// <param name="byLexicon">How it sounds by the lexicon; 0 for no mood.</param>
    /// <param name="saidAt">When it was said.</param>
    /// <param name="token">Cancels.</param>
    public async Task<bool> Correct(Guid sessionId, Mood mood, int byLexicon, DateTimeOffset saidAt, CancellationToken token)
    {
        var zoneOf = await zones.Read(token);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.Write((connection, transaction) => Correct(sessionId, mood, byLexicon, saidAt, zoneOf, connection, transaction), token);
            }
            catch (DbException fault) when (attempt < MostAttempts && database.FaultOf(fault) == StoreFault.Taken)
            {
                // It began to be counted at this moment.
            }
        }
    }

    private async Task<bool> Correct(Guid id, Mood mood, int byLexicon, DateTimeOffset saidAt, Func<string, TimeZoneInfo> zoneOf, DbConnection connection, DbTransaction transaction)
    {
        if (await connection.ExecuteAsync(_sql.Hold, new { id }, transaction) == 0)
            await connection.ExecuteAsync(_sql.Begin, new { id, counted_seq = 0L, tally = NoTally }, transaction);
        var judged = await moods.Judged(id, mood.Seq, connection, transaction);
        if (!await moods.Correct(id, mood, saidAt, connection, transaction)) return false;

        var mark = await connection.QueryFirstAsync<MarkRow>(_sql.Mark, new { id }, transaction);
        if (mark.CountedSeq < mood.Seq) return true;
        var figures = new Figures();
        var tally = new Tallying(figures, zoneOf).Correct(mark.Remembered(), (SessionKind)mark.Kind, mood, judged ?? byLexicon, saidAt);
        await connection.ExecuteAsync(_sql.Remember, new { id, tally = JsonSerializer.Serialize(tally, StoredJson.Default.SessionTally) }, transaction);
        await FigureWriter.Add(figures, _sql, connection, transaction);
        return true;
    }

    private sealed class MarkRow
    {
        public int Kind { get; init; }

        public long CountedSeq { get; init; }

        public string Tally { get; init; } = "";

        public SessionTally Remembered() => JsonSerializer.Deserialize(Tally, StoredJson.Default.SessionTally)!;
    }
}
