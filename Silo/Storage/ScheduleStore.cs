using System.Data.Common;
using System.Text.Json;
using Dapper;
using LiveChat.Audit;
using LiveChat.Schedules;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage;

/// <summary>Schedules, and broken promises.</summary>
internal sealed class ScheduleStore(Database database) : IScheduleStore
{
    public Task<DeskSchedule?> Find(string deskId, CancellationToken token) => database.Read(async connection =>
        await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(ScheduleSql.Find, new { deskId }, cancellationToken: token)) is { } json
            ? JsonSerializer.Deserialize(json, StoredJson.Default.DeskSchedule)
            : null, token);

    public async Task<bool> Save(DeskSchedule schedule, AuditEntry deed, CancellationToken token)
    {
        var row = new
        {
            desk_id = schedule.DeskId,
            revision = schedule.Revision,
            settings = JsonSerializer.Serialize(schedule, StoredJson.Default.DeskSchedule),
            before = schedule.Revision - 1,
        };
        StoredText.Require(row.settings);
        try
        {
            return await database.Write(async (connection, transaction) =>
            {
                var sql = row.before == 0 ? ScheduleSql.Add : ScheduleSql.Change;
                if (await connection.ExecuteAsync(new CommandDefinition(sql, row, transaction, cancellationToken: token)) == 0) return false;
                await AuditLog.Append(connection, transaction, deed, token);
                return true;
            }, token);
        }
        catch (DbException exception) when (database.FaultOf(exception) == StoreFault.Taken)
        {
            return false;
        }
    }

    public async Task<bool> Record(TargetMiss miss, CancellationToken token)
    {
        try
        {
            return await database.Write(async (connection, transaction) => await connection.ExecuteAsync(new CommandDefinition(ScheduleSql.Record, new
            {
                session_id = miss.SessionId,
                target = (int)miss.Target,
                since = miss.Since,
                desk_id = miss.DeskId,
                agent_id = miss.AgentId,
                due_at = miss.DueAt,
            }, transaction, cancellationToken: token)) > 0, token);
        }
        catch (DbException exception) when (database.FaultOf(exception) == StoreFault.Taken)
        {
            return false;
        }
    }

    public Task<DeskMisses[]> MissesSince(DateTimeOffset since, CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<MissesRow>(new CommandDefinition(ScheduleSql.MissesSince, new { since }, cancellationToken: token));
        return rows.Select(row => new DeskMisses(row.DeskId, (int)row.FirstReplies, (int)row.Resolutions)).ToArray();
    }, token);

    private sealed class MissesRow
    {
        public string DeskId { get; init; } = "";

        public long FirstReplies { get; init; }

        public long Resolutions { get; init; }
    }
}

/// <summary>The statements of schedules. Target 1 is the first reply, 2 the resolution.</summary>
internal static class ScheduleSql
{
    public const string Find = "select settings from desk_schedules where desk_id = @deskId";

    public static readonly string Add = Dialect.Insert("desk_schedules", "desk_id", "revision", "settings");

    public const string Change = "update desk_schedules set revision = @revision, settings = @settings where desk_id = @desk_id and revision = @before";

    public static readonly string Record = Dialect.Insert("target_misses", "session_id", "target", "since", "desk_id", "agent_id", "due_at");

    public const string MissesSince =
        """
        select desk_id, sum(case when target = 1 then 1 else 0 end) as first_replies, sum(case when target = 2 then 1 else 0 end) as resolutions
        from target_misses where due_at >= @since group by desk_id
        """;
}
