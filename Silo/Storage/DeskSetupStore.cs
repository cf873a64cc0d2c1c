using System.Data.Common;
using System.Text.Json;
using Dapper;
using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Desks;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage;

/// <summary>Desks as admins set them up.</summary>
internal sealed class DeskSetupStore(Database database) : IDeskSetupStore
{
    private readonly DeskSql _desks = new(database.Dialect);
    private readonly DeskSetupSql _sql = new(database.Dialect);

    public Task<DeskSetup[]> All(CancellationToken token) => database.Read(async connection =>
    {
        var desks = await connection.QueryAsync<WidgetRow>(new CommandDefinition(_desks.All, cancellationToken: token));
        var seats = await connection.QueryAsync<SeatRow>(new CommandDefinition(DeskSetupSql.AllSeats, cancellationToken: token));
        var byDesk = seats.ToLookup(seat => seat.DeskId, seat => seat.ToSeat(), StringComparer.Ordinal);
        return desks.Select(desk => new DeskSetup(desk.DeskId, desk.Name, [.. byDesk[desk.DeskId]])).OrderBy(desk => desk.Name, StringComparer.Ordinal).ToArray();
    }, token);

    public Task<DeskSetup?> Find(string deskId, CancellationToken token) => database.Read(async connection =>
    {
        if (await FindDesk(connection, deskId, token) is not { } row) return null;
        var seats = await connection.QueryAsync<SeatRow>(new CommandDefinition(_desks.Seats, new { deskId }, cancellationToken: token));
        return new DeskSetup(row.DeskId, row.Name, [.. seats.Select(seat => seat.ToSeat())]);
    }, token);

    public async Task<AccessRevoked[]?> Create(DeskSetup desk, AuditEntry deed, CancellationToken token)
    {
        Require(desk);
        try
        {
            return await database.Write(async (connection, transaction) =>
            {
                await connection.ExecuteAsync(new CommandDefinition(DeskSetupSql.Add, new { desk_id = desk.DeskId, name = desk.Name }, transaction, cancellationToken: token));
                return await Write(connection, transaction, desk, [], deed, token);
            }, token);
        }
        catch (DbException exception) when (database.FaultOf(exception) == StoreFault.Taken)
        {
            return null;
        }
    }

    public Task<AccessRevoked[]> Update(DeskSetup desk, AuditEntry deed, CancellationToken token)
    {
        Require(desk);
        return database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(new CommandDefinition(_desks.Save, new { desk_id = desk.DeskId, name = desk.Name }, transaction, cancellationToken: token));
            var seats = await connection.QueryAsync<SeatRow>(new CommandDefinition(_desks.Seats, new { deskId = desk.DeskId }, transaction, cancellationToken: token));
            return await Write(connection, transaction, desk, [.. seats.Select(seat => seat.UserId)], deed, token);
        }, token);
    }

    public Task<StoredWidget?> Widget(string deskId, CancellationToken token) => database.Read(async connection =>
        await FindDesk(connection, deskId, token) is { } row
            ? new StoredWidget(new Desk(row.DeskId, row.Name), row.Settings is null ? null : JsonSerializer.Deserialize(row.Settings, StoredJson.Default.WidgetSettings))
            : null, token);

    public Task SaveWidget(string deskId, WidgetSettings settings, AuditEntry deed, CancellationToken token)
    {
        var json = JsonSerializer.Serialize(settings, StoredJson.Default.WidgetSettings);
        return database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(new CommandDefinition(_sql.SaveWidget, new { desk_id = deskId, settings = json }, transaction, cancellationToken: token));
            await AuditLog.Append(connection, transaction, deed, token);
            return true;
        }, token);
    }

    /// <summary>Writes the seats and the trail; answers for whom a desk more or less is a change of what they may do.</summary>
    private async Task<AccessRevoked[]> Write(DbConnection connection, DbTransaction transaction, DeskSetup desk, string[] before, AuditEntry deed, CancellationToken token)
    {
        var after = Array.ConvertAll(desk.Members, seat => seat.UserId);
        foreach (var seat in desk.Members) await connection.ExecuteAsync(new CommandDefinition(_desks.SaveSeat, SeatRow.Of(seat), transaction, cancellationToken: token));
        foreach (var userId in before.Except(after, StringComparer.Ordinal))
            await connection.ExecuteAsync(new CommandDefinition(DeskSetupSql.RemoveSeat, new { deskId = desk.DeskId, userId }, transaction, cancellationToken: token));
        var revoked = new List<AccessRevoked>();
        foreach (var userId in before.Except(after, StringComparer.Ordinal).Concat(after.Except(before, StringComparer.Ordinal)))
        {
            if (await AccountStore.Revoke(connection, transaction, userId, deed.At, token) is { } access) revoked.Add(access);
        }
        await AuditLog.Append(connection, transaction, deed, token);
        return [.. revoked];
    }

    private static Task<WidgetRow?> FindDesk(DbConnection connection, string deskId, CancellationToken token) =>
        connection.QueryFirstOrDefaultAsync<WidgetRow>(new CommandDefinition(DeskSetupSql.Widget, new { deskId }, cancellationToken: token));

    private static void Require(DeskSetup desk)
    {
        StoredText.Require(desk.DeskId, desk.Name);
        foreach (var seat in desk.Members)
        {
            StoredText.Require(seat.UserId, seat.Name);
            StoredText.Require(seat.Skills);
        }
    }

    private sealed class WidgetRow
    {
        public string DeskId { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Settings { get; init; }
    }
}

/// <summary>The statements of desks as admins set them up.</summary>
internal sealed class DeskSetupSql(Dialect dialect)
{
    public static string AllSeats { get; } = "select desk_id, user_id, name, capacity, skills from desk_seats order by user_id";

    public static string Add { get; } = Dialect.Insert("desks", "desk_id", "name");

    public static string RemoveSeat { get; } = "delete from desk_seats where desk_id = @deskId and user_id = @userId";

    public static string Widget { get; } = "select d.desk_id, d.name, w.settings from desks d left join widgets w on w.desk_id = d.desk_id where d.desk_id = @deskId";

    public string SaveWidget { get; } = dialect.Upsert("widgets", ["desk_id"], ["settings"]);
}
