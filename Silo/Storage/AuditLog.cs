using System.Data.Common;
using System.Text.Json;
using Dapper;
using LiveChat.Audit;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage;

/// <summary>The trail of who did what.</summary>
internal sealed class AuditLog(Database database) : IAuditLog
{
    private readonly AuditSql _sql = new(database.Dialect);

    /// <summary>Writes an entry in the transaction of the deed.</summary>
    public static Task Append(DbConnection connection, DbTransaction transaction, AuditEntry entry, CancellationToken token)
    {
        StoredText.Require(entry.ActorId, entry.ActorName, entry.Target);
        foreach (var (name, value) in entry.Detail) StoredText.Require(name, value);
        return connection.ExecuteAsync(new CommandDefinition(AuditSql.Append, new
        {
            audit_id = entry.AuditId,
            happened_at = entry.At,
            actor_id = entry.ActorId,
            actor_name = entry.ActorName,
            action = entry.Action,
            target = entry.Target,
            detail = JsonSerializer.Serialize(entry.Detail, StoredJson.Default.DictionaryStringString),
        }, transaction, cancellationToken: token));
    }

    public Task Append(AuditEntry entry, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        await Append(connection, transaction, entry, token);
        return true;
    }, token);

    public Task<AuditPage> Read(AuditFilter filter, string? after, int limit, CancellationToken token)
    {
        var position = PagePosition.Parse(after);
        return database.Read(async connection =>
        {
            var rows = (await connection.QueryAsync<AuditRow>(new CommandDefinition(_sql.Read(filter), new
            {
                beforeTime = position.UpdatedAt,
                beforeId = position.SessionId,
                actor = filter.Actor,
                action = filter.Action,
                actions = filter.Action + ".%",
                target = filter.Target,
                from = filter.From,
                to = filter.To,
                count = limit + 1,
            }, cancellationToken: token))).AsList();
            var page = rows.Take(limit).Select(row => row.ToEntry()).ToArray();
            return new AuditPage(page, rows.Count > limit ? new PagePosition(page[^1].At, page[^1].AuditId).ToString() : null);
        }, token);
    }

    private sealed class AuditRow
    {
        public Guid AuditId { get; init; }

        public DateTimeOffset HappenedAt { get; init; }

        public string ActorId { get; init; } = "";

        public string ActorName { get; init; } = "";

        public string Action { get; init; } = "";

        public string? Target { get; init; }

        public string Detail { get; init; } = "{}";

        public AuditEntry ToEntry() => new(AuditId, HappenedAt, ActorId, ActorName, Action, Target,
            JsonSerializer.Deserialize(Detail, StoredJson.Default.DictionaryStringString) ?? []);
    }
}

/// <summary>The statements of the trail.</summary>
internal sealed class AuditSql(Dialect dialect)
{
    public static string Append { get; } =
        Dialect.Insert("audit_entries", "audit_id", "happened_at", "actor_id", "actor_name", "action", "target", "detail");

    /// <summary>With every condition that there is.</summary>
    public string ReadFiltered => Read(new("a", "a", "a", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));

    public string Read(AuditFilter filter)
    {
        // What is not asked for is left out, so that each index serves where it can.
        var conditions = new List<string> { "(happened_at < @beforeTime or (happened_at = @beforeTime and audit_id < @beforeId))" };
        if (filter.Actor is not null) conditions.Add("(actor_id = @actor or actor_name = @actor)");
        if (filter.Action is not null) conditions.Add("(action = @action or action like @actions)");
        if (filter.Target is not null) conditions.Add("target = @target");
        if (filter.From is not null) conditions.Add("happened_at >= @from");
        if (filter.To is not null) conditions.Add("happened_at < @to");
        return $"""
            select audit_id, happened_at, actor_id, actor_name, action, target, detail from audit_entries
            where {string.Join(" and ", conditions)} order by happened_at desc, audit_id desc {dialect.First("@count")}
            """;
    }
}
