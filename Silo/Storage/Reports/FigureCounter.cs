using System.Text.Json;
using Dapper;
using LiveChat.Reports;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Reports;

/// <summary>
/// Counts the logs. A mark says up to which number each session is counted; it moves, on condition that it stands where
/// it was read, in the transaction that adds the amounts: what two silos count at once is added by one of them. What a
/// model said of a message counts in place of the lexicon; what it says later <see cref="MoodCounter"/> corrects.
/// </summary>
internal sealed class FigureCounter(Database database, EntryReader entries, IDeskZones zones, MoodStore moods) : ILogReader
{
    // Where there is one writer, messages wait for a batch: it is over in a few milliseconds.
    private const int MostEntries = 200;

    private readonly FigureSql _sql = new(database.Dialect);

    public string Name => "figures";

    public Task<Guid[]> Stale(Guid after, int count, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<Guid>(new CommandDefinition(_sql.Stale, new { after, count }, cancellationToken: token))).ToArray(), token);

    public async Task<Guid[]> Read(Guid[] sessions, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sessions.Length, ILogReader.MostSessions, nameof(sessions));
        var figures = new Figures();
        var felt = await database.Read(connection => moods.Judged(sessions, connection, null, token), token);
        var (counted, left) = await Count(sessions, felt, figures, token);
        if (counted.Count == 0) return left;
        try
        {
            await Write(counted, felt, figures, token);
        }
        catch (Exception exception) when (exception is RowNotFoundException || database.FaultOf(exception) == StoreFault.Taken)
        {
            // Another silo has counted one of them meanwhile: read anew, they fit.
            return [.. left, .. counted.Select(mark => mark.Id)];
        }
        return left;
    }

    private async Task<(List<FigureMark> Counted, Guid[] Left)> Count(Guid[] sessions, Dictionary<Guid, Dictionary<long, int>> felt, Figures figures, CancellationToken token)
    {
        var tallying = new Tallying(figures, await zones.Read(token));
        List<FigureMark> counted = [];
        List<Guid> left = [];
        var read = 0;
        foreach (var mark in (await Marks(sessions, token)).Where(mark => mark.LastSeq > (mark.CountedSeq ?? 0)))
        {
            if (read >= MostEntries)
            {
                left.Add(mark.SessionId);
                continue;
            }
            var fresh = await entries.Read(mark.SessionId, LogKind.Shared, new(mark.CountedSeq ?? 0, null, MostEntries - read), token);
            if (fresh is not [.., var last]) continue;
            var tally = fresh.Aggregate(mark.Remembered(), (tally, entry) => tallying.Count(tally, (SessionKind)mark.Kind, mark.FirstDeskId, entry, felt.GetValueOrDefault(mark.SessionId)));
            counted.Add(new(mark.SessionId, mark.CountedSeq, last.Seq, JsonSerializer.Serialize(tally!, StoredJson.Default.SessionTally), mark.Tally));
            read += fresh.Length;
            if (last.Seq < mark.LastSeq) left.Add(mark.SessionId);
        }
        return (counted, [.. left]);
    }

    private Task<MarkRow[]> Marks(Guid[] sessions, CancellationToken token) => database.Read(async connection =>
    {
        var parameters = new DynamicParameters();
        for (var at = 0; at < sessions.Length; at++) parameters.Add($"id{at}", sessions[at]);
        var list = string.Join(", ", sessions.Select((_, at) => $"@id{at}"));
        return (await connection.QueryAsync<MarkRow>(new CommandDefinition($"{_sql.Marks} ({list})", parameters, cancellationToken: token))).ToArray();
    }, token);

    private Task<int> Write(List<FigureMark> counted, Dictionary<Guid, Dictionary<long, int>> felt, Figures figures, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        foreach (var mark in counted.OrderBy(mark => mark.Id)) await FigureWriter.Move(mark, _sql.Begin, _sql.Advance, connection, transaction);
        // Whoever says from now on how something sounds finds it counted; what was said while it was being counted is counted anew.
        var now = await moods.Judged([.. counted.Select(mark => mark.Id)], connection, transaction, token);
        if (counted.Find(mark => !SameIn(mark, felt, now)) is { } other) throw new RowNotFoundException($"How session {other.Id} sounds");
        await FigureWriter.Add(figures, _sql, connection, transaction);
        return counted.Count;
    }, token);

    private static bool SameIn(FigureMark mark, Dictionary<Guid, Dictionary<long, int>> before, Dictionary<Guid, Dictionary<long, int>> now)
    {
        return Counted(before).SequenceEqual(Counted(now));

        IEnumerable<KeyValuePair<long, int>> Counted(Dictionary<Guid, Dictionary<long, int>> felt) =>
            (felt.GetValueOrDefault(mark.Id) ?? []).Where(mood => mood.Key > (mark.From ?? 0) && mood.Key <= mark.To).OrderBy(mood => mood.Key);
    }

    private sealed class MarkRow
    {
        public Guid SessionId { get; init; }

        public int Kind { get; init; }

        public string? FirstDeskId { get; init; }

        public long LastSeq { get; init; }

        public long? CountedSeq { get; init; }

        public string? Tally { get; init; }

        public SessionTally? Remembered() => Tally is null ? null : JsonSerializer.Deserialize(Tally, StoredJson.Default.SessionTally);
    }
}
