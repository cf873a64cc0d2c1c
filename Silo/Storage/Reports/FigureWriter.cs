using System.Data.Common;
using Dapper;
using LiveChat.Reports;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Reports;

/// <summary>Up to which number something is counted, and what the counting has to remember of it.</summary>
/// <param name="Id">The session or ticket.</param>
/// <param name="From">Where the mark stood when it was read; null when there was none.</param>
/// <param name="To">Where it is to stand.</param>
/// <param name="Tally">What is remembered, as JSON.</param>
/// <param name="Known">What was remembered when the mark was read; null when there was none.</param>
internal sealed record FigureMark(Guid Id, long? From, long To, string Tally, string? Known = null);

/// <summary>Writes marks and amounts within a transaction. Everybody writes them in the same order, so no two wait for each other.</summary>
internal static class FigureWriter
{
    /// <exception cref="RowNotFoundException">Somebody else has moved the mark.</exception>
    public static async Task Move(FigureMark mark, string begin, string advance, DbConnection connection, DbTransaction transaction)
    {
        var row = new { id = mark.Id, counted_seq = mark.To, known = mark.From, tally = mark.Tally, known_tally = mark.Known };
        if (await connection.ExecuteAsync(mark.From is null ? begin : advance, row, transaction) == 0) throw new RowNotFoundException($"The mark of {mark.Id}");
    }

    public static async Task Add(Figures figures, FigureSql sql, DbConnection connection, DbTransaction transaction)
    {
        foreach (var (key, amount) in figures.Amounts.OrderBy(pair => pair.Key.DeskId, StringComparer.Ordinal).ThenBy(pair => pair.Key.Day)
            .ThenBy(pair => pair.Key.Measure).ThenBy(pair => pair.Key.AgentId, StringComparer.Ordinal).ThenBy(pair => pair.Key.Bucket))
        {
            var row = new { desk_id = key.DeskId, day = key.Day, measure = (int)key.Measure, agent_id = key.AgentId, bucket = key.Bucket, amount };
            await connection.ExecuteAsync(sql.Add, row, transaction);
        }
        foreach (var (key, topic) in figures.Topics.OrderBy(pair => pair.Key.DeskId, StringComparer.Ordinal).ThenBy(pair => pair.Key.Day).ThenBy(pair => pair.Key.ArticleId))
        {
            var row = new { desk_id = key.DeskId, day = key.Day, article_id = key.ArticleId, title = topic.Title, amount = topic.Amount };
            await connection.ExecuteAsync(sql.AddTopic, row, transaction);
        }
    }
}
