using System.Data.Common;
using Dapper;
using LiveChat.Reports;

namespace LiveChat.Silo.Storage.Reports;

/// <inheritdoc cref="IFigureStore"/>
internal sealed class FigureStore(Database database) : IFigureStore
{
    private static readonly TimeSpan FrontsForgotten = TimeSpan.FromDays(1);

    private readonly FigureSql _sql = new(database.Dialect);

    public Task<StoredFigures> Read(string? deskId, int from, int to, int topics, CancellationToken token) => database.Read(async connection =>
    {
        var asked = new { deskId, from, to, topics };
        var days = await Rows(connection, deskId is null ? _sql.DaysOfAll : _sql.DaysOfOne, asked, row => new Amount<int>(row.Day, (Measure)row.Measure, row.Bucket, row.Amount), token);
        var desks = deskId is null ? await Rows(connection, _sql.Desks, asked, row => new Amount<string>(row.DeskId, (Measure)row.Measure, row.Bucket, row.Amount), token) : [];
        var agents = await Rows(connection, deskId is null ? _sql.AgentsOfAll : _sql.AgentsOfOne, asked,
            row => new Amount<NamedAgent>(new(row.AgentId, row.Name), (Measure)row.Measure, row.Bucket, row.Amount), token);
        var most = await connection.QueryAsync<TopicRow>(new CommandDefinition(deskId is null ? _sql.TopicsOfAll : _sql.TopicsOfOne, asked, cancellationToken: token));
        return new StoredFigures(days, desks, agents, [.. most.Select(row => new ReportTopic(row.ArticleId, row.Title, row.Amount))]);
    }, token);

    public Task<ApiAmount[]> ReadApi(int from, int to, CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<ApiRow>(new CommandDefinition(_sql.Api, new { from, to }, cancellationToken: token));
        return rows.Select(row => new ApiAmount(row.Route, (ApiResult)row.Result, row.Bucket, row.Amount)).ToArray();
    }, token);

    public Task AddApi(string frontId, Guid batchId, DateTimeOffset now, int day, ApiTime[] times, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        var batch = new { frontId, batchId, now, before = now - FrontsForgotten };
        if (await Execute(_sql.NextBatch, batch) == 0 && await Execute(_sql.FirstBatch, batch) == 0) return 0;
        await Execute(_sql.ForgetFronts, batch);
        foreach (var time in times.OrderBy(time => time.Route, StringComparer.Ordinal).ThenBy(time => time.Result).ThenBy(time => time.Bucket))
            await Execute(_sql.AddApi, new { day, route = time.Route, result = (int)time.Result, bucket = time.Bucket, amount = time.Count });
        return times.Length;

        Task<int> Execute(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token));
    }, token);

    private static async Task<T[]> Rows<T>(DbConnection connection, string sql, object asked, Func<FigureRow, T> of, CancellationToken token) =>
        [.. (await connection.QueryAsync<FigureRow>(new CommandDefinition(sql, asked, cancellationToken: token))).Select(of)];

    private sealed class FigureRow
    {
        public int Day { get; init; }

        public string DeskId { get; init; } = "";

        public string AgentId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Measure { get; init; }

        public int Bucket { get; init; }

        public long Amount { get; init; }
    }

    private sealed class TopicRow
    {
        public Guid ArticleId { get; init; }

        public string Title { get; init; } = "";

        public long Amount { get; init; }
    }

    private sealed class ApiRow
    {
        public string Route { get; init; } = "";

        public int Result { get; init; }

        public int Bucket { get; init; }

        public long Amount { get; init; }
    }
}
