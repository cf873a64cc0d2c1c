using Dapper;
using LiveChat.Reports;

namespace LiveChat.Silo.Storage;

/// <summary>Counts over sessions.</summary>
internal sealed class DeskFigures(Database database) : IDeskFigures
{
    public Task<DayFigures[]> Day(DateTimeOffset since, CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<FiguresRow>(new CommandDefinition(DeskFiguresSql.Day, new { since, from = since.AddDays(-1) }, cancellationToken: token));
        return rows.Select(row => new DayFigures(row.DeskId, (int)row.Assistant, (int)row.Handed, (int)row.Closed)).ToArray();
    }, token);

    private sealed class FiguresRow
    {
        public string DeskId { get; init; } = "";

        public long Assistant { get; init; }

        public long Handed { get; init; }

        public long Closed { get; init; }
    }
}

/// <summary>The statements of counts over sessions. Kind 2 is support; status 4 is closed, 5 deleted.</summary>
internal static class DeskFiguresSql
{
    // Two days of the index by creation. Who was asked for, or took over, is in the header to the session's end.
    public const string Day =
        """
        select s.desk_id,
            sum(case when s.created_at >= @since and s.last_seq > 0 and s.waiting_since is null and s.assignee_id is null then 1 else 0 end) as assistant,
            sum(case when s.created_at >= @since and (s.waiting_since is not null or s.assignee_id is not null) then 1 else 0 end) as handed,
            sum(case when s.status = 4 and s.updated_at >= @since then 1 else 0 end) as closed
        from sessions s where s.created_at >= @from and s.kind = 2 and s.desk_id is not null and s.status <> 5 group by s.desk_id
        """;
}
