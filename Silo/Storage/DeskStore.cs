using System.Text.Json;
using Dapper;
using LiveChat.Desks;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage;

/// <summary>Desks and seats.</summary>
internal sealed class DeskStore(Database database) : IDeskStore
{
    private readonly DeskSql _sql = new(database.Dialect);

    public Task<Desk[]> All(CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<DeskRow>(new CommandDefinition(_sql.All, cancellationToken: token));
        // By code point, so that every database gives one order.
        return rows.Select(row => new Desk(row.DeskId, row.Name)).OrderBy(desk => desk.Name, StringComparer.Ordinal).ToArray();
    }, token);

    public Task<DeskSeat[]> Seats(string deskId, CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<SeatRow>(new CommandDefinition(_sql.Seats, new { deskId }, cancellationToken: token));
        return rows.Select(row => row.ToSeat()).ToArray();
    }, token);

    public Task Save(Desk desk, CancellationToken token) =>
        Execute(_sql.Save, new { desk_id = desk.DeskId, name = desk.Name }, token);

    public Task SaveSeat(DeskSeat seat, CancellationToken token) =>
        Execute(_sql.SaveSeat, SeatRow.Of(seat), token);

    private Task Execute(string sql, object parameters, CancellationToken token) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), token);

    private sealed class DeskRow
    {
        public string DeskId { get; init; } = "";

        public string Name { get; init; } = "";
    }

}

/// <summary>A seat as it stands in a row.</summary>
internal sealed class SeatRow
{
    public string DeskId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string Name { get; init; } = "";

    public int Capacity { get; init; }

    public string Skills { get; init; } = "[]";

    public DeskSeat ToSeat() => new(DeskId, UserId, Name, Capacity)
    {
        Skills = JsonSerializer.Deserialize(Skills, StoredJson.Default.StringArray) is { Length: > 0 } skills ? skills : [],
    };

    public static object Of(DeskSeat seat) => new
    {
        desk_id = seat.DeskId,
        user_id = seat.UserId,
        name = seat.Name,
        capacity = seat.Capacity,
        skills = JsonSerializer.Serialize(seat.Skills, StoredJson.Default.StringArray),
    };
}

/// <summary>The statements of desks and seats.</summary>
internal sealed class DeskSql(Dialect dialect)
{
    public string All { get; } = "select desk_id, name from desks";

    public string Seats { get; } = "select desk_id, user_id, name, capacity, skills from desk_seats where desk_id = @deskId order by user_id";

    public string Save { get; } = dialect.Upsert("desks", ["desk_id"], ["name"]);

    public string SaveSeat { get; } = dialect.Upsert("desk_seats", ["desk_id", "user_id"], ["name", "capacity", "skills"]);
}
