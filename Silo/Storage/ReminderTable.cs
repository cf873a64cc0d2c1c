using Dapper;
using Orleans.Runtime;

namespace LiveChat.Silo.Storage;

/// <summary>The engine's reminders in the database, so that they ring after a restart too; the same on both engines.</summary>
internal sealed class ReminderTable(Database database) : IReminderTable
{
    private readonly ReminderSql _sql = new(database.Dialect);

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Read(_sql.OfGrain, new { grain = grainId.ToString() });

    // A range of the ring: above begin, up to end, around the ring's start where begin is not below end.
    public Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        Read(begin < end ? _sql.Within : _sql.Around, new { begin = (long)begin, end = (long)end });

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        var rows = await Read(_sql.One, new { grain = grainId.ToString(), reminderName });
        return rows.Reminders.Count == 0 ? null : rows.Reminders[0];
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        var version = Guid.CreateVersion7().ToString("N");
        return database.Write<string?>(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(_sql.Save, new
            {
                grain_id = entry.GrainId.ToString(),
                name = entry.ReminderName,
                grain_hash = (long)entry.GrainId.GetUniformHashCode(),
                start_at = new DateTimeOffset(DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc)),
                period = entry.Period.Ticks,
                version,
            }, transaction);
            entry.ETag = version;
            return version;
        }, CancellationToken.None);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => database.Write(async (connection, transaction) =>
        await connection.ExecuteAsync(_sql.Remove, new { grain = grainId.ToString(), reminderName, eTag }, transaction) > 0, CancellationToken.None);

    public Task TestOnlyClearTable() =>
        database.Write((connection, transaction) => connection.ExecuteAsync(_sql.Clear, transaction: transaction), CancellationToken.None);

    private Task<ReminderTableData> Read(string sql, object parameters) => database.Read(async connection =>
        new ReminderTableData((await connection.QueryAsync<ReminderRow>(sql, parameters)).Select(row => row.ToEntry())), CancellationToken.None);

    private sealed class ReminderRow
    {
        public string GrainId { get; init; } = "";

        public string Name { get; init; } = "";

        public DateTimeOffset StartAt { get; init; }

        public long Period { get; init; }

        public string Version { get; init; } = "";

        public ReminderEntry ToEntry() => new()
        {
            GrainId = Orleans.Runtime.GrainId.Parse(GrainId),
            ReminderName = Name,
            StartAt = StartAt.UtcDateTime,
            Period = TimeSpan.FromTicks(Period),
            ETag = Version,
        };
    }
}

/// <summary>The statements of reminders.</summary>
internal sealed class ReminderSql(Dialect dialect)
{
    private const string Select = "select grain_id, name, start_at, period, version from reminders where";

    public string OfGrain { get; } = $"{Select} grain_id = @grain";

    public string One { get; } = $"{Select} grain_id = @grain and name = @reminderName";

    public string Within { get; } = $"{Select} grain_hash > @begin and grain_hash <= @end";

    public string Around { get; } = $"{Select} grain_hash > @begin or grain_hash <= @end";

    public string Save { get; } = dialect.Upsert("reminders", ["grain_id", "name"], ["grain_hash", "start_at", "period", "version"]);

    public string Remove { get; } = "delete from reminders where grain_id = @grain and name = @reminderName and version = @eTag";

    public string Clear { get; } = "delete from reminders";
}
