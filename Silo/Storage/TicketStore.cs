using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Log;
using LiveChat.Tickets;

namespace LiveChat.Silo.Storage;

/// <summary>Tickets and their records.</summary>
internal sealed class TicketStore(Database database, ChangedSessions changed) : ITicketStore
{
    private readonly TicketSql _sql = new(database.Dialect);

    public Task<StoredTicket?> Load(Guid ticketId, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryFirstOrDefaultAsync<TicketRow>(new CommandDefinition(TicketSql.Find, new { ticketId }, cancellationToken: token)))?.ToStored(), token);

    public async Task<TicketAppend?> Open(string deskId, Func<long, SeatLoad[], TicketAppend> compose, CancellationToken token)
    {
        try
        {
            return await database.Write(async (connection, transaction) =>
            {
                await connection.ExecuteAsync(new CommandDefinition(TicketSql.TakeNumber, transaction: transaction, cancellationToken: token));
                var number = await connection.ExecuteScalarAsync<long>(new CommandDefinition(TicketSql.TakenNumber, transaction: transaction, cancellationToken: token));
                var append = compose(number, await Loads(connection, transaction, deskId, token));
                Require(append);
                await connection.ExecuteAsync(new CommandDefinition(TicketSql.Add, TicketRow.Of(append.Stored, 0), transaction, cancellationToken: token));
                await AddEntries(connection, transaction, append, token);
                changed.Add(append.Stored.Ticket.TicketId);
                return append;
            }, token);
        }
        catch (DbException exception) when (database.FaultOf(exception) == StoreFault.Taken)
        {
            return null;
        }
    }

    public async Task<bool> Append(TicketAppend append, CancellationToken token)
    {
        Require(append);
        try
        {
            return await database.Write(async (connection, transaction) =>
            {
                var row = TicketRow.Of(append.Stored, append.Entries[0].Seq - 1);
                if (await connection.ExecuteAsync(new CommandDefinition(TicketSql.Update, row, transaction, cancellationToken: token)) == 0) return false;
                await AddEntries(connection, transaction, append, token);
                changed.Add(append.Stored.Ticket.TicketId);
                return true;
            }, token);
        }
        catch (DbException exception) when (database.FaultOf(exception) == StoreFault.Taken)
        {
            return false;
        }
    }

    public Task SaveUntold(Guid ticketId, long revision, Guid[] untold, CancellationToken token) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(new CommandDefinition(TicketSql.SaveUntold, new { ticketId, revision, untold = TicketRow.Text(untold) }, transaction, cancellationToken: token)), token);

    public Task<TicketEntry[]> Entries(Guid ticketId, long afterSeq, long beforeSeq, int limit, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<TicketEntryRow>(new CommandDefinition(_sql.Entries, new { ticketId, afterSeq, beforeSeq, count = limit }, cancellationToken: token)))
            .Select(row => row.ToEntry()).Reverse().ToArray(), token);

    public Task<TicketEntry?> FindComment(Guid ticketId, Guid commentId, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryFirstOrDefaultAsync<TicketEntryRow>(new CommandDefinition(TicketSql.FindComment, new { ticketId, commentId }, cancellationToken: token)))?.ToEntry(), token);

    public Task<SeatLoad[]> Loads(string deskId, CancellationToken token) => database.Read(connection => Loads(connection, null, deskId, token), token);

    public Task<TicketPage> List(string[]? desks, TicketQuery query, CancellationToken token)
    {
        var position = TicketPosition.Parse(query);
        return database.Read(async connection =>
        {
            var found = new List<Ticket>();
            string?[] places = desks is not null ? desks : await Places(connection, query, token);
            // Each desk along its own index from where the page begins; the first of all are the page.
            foreach (var deskId in places)
            {
                var rows = await connection.QueryAsync<TicketRow>(new CommandDefinition(_sql.List(deskId, query), new
                {
                    deskId,
                    customerId = query.CustomerId,
                    assigneeId = query.AssigneeId,
                    number = TicketSql.NumberOf(query.Text),
                    words = query.Text,
                    pattern = query.Text is null ? null : Dialect.Within(query.Text),
                    window = TicketQuery.MostSearched,
                    position,
                    count = query.Limit + 1,
                }, cancellationToken: token));
                found.AddRange(rows.Select(row => row.ToTicket()));
            }
            var ordered = query.Open ? found.OrderBy(TicketRow.RankOf) : found.OrderByDescending(ticket => ticket.Number);
            var page = ordered.Take(query.Limit).ToArray();
            return new TicketPage(page, found.Count > query.Limit ? TicketPosition.After(page[^1], query) : null);
        }, token);
    }

    /// <summary>Where to look when no desk is named: nowhere in particular, but by urgency at each desk, for that order is kept by desk.</summary>
    private static async Task<string?[]> Places(DbConnection connection, TicketQuery query, CancellationToken token) =>
        query is { Open: true, CustomerId: null, AssigneeId: null or "" }
            ? [.. await connection.QueryAsync<string>(new CommandDefinition(TicketSql.Desks, cancellationToken: token))]
            : [null];

    private static async Task<SeatLoad[]> Loads(DbConnection connection, DbTransaction? transaction, string deskId, CancellationToken token) =>
        (await connection.QueryAsync<LoadRow>(new CommandDefinition(TicketSql.Loads, new { deskId }, transaction, cancellationToken: token))).Select(row => row.ToLoad()).ToArray();

    private static async Task AddEntries(DbConnection connection, DbTransaction transaction, TicketAppend append, CancellationToken token)
    {
        foreach (var entry in append.Entries)
            await connection.ExecuteAsync(new CommandDefinition(TicketSql.AddEntry, TicketEntryRow.Of(append.Stored.Ticket.TicketId, entry), transaction, cancellationToken: token));
    }

    private static void Require(TicketAppend append)
    {
        var ticket = append.Stored.Ticket;
        StoredText.Require(ticket.Subject, ticket.Description, ticket.Topic, ticket.CustomerId, ticket.CustomerName, ticket.ContactAddress, ticket.AssigneeName);
        foreach (var entry in append.Entries) StoredText.Require(entry.ById, entry.ByName, entry.Content);
    }

    private sealed class LoadRow
    {
        public string UserId { get; init; } = "";

        public string Name { get; init; } = "";

        public string Skills { get; init; } = "[]";

        public int OpenTickets { get; init; }

        public long LastNumber { get; init; }

        public SeatLoad ToLoad() => new(UserId, Name, JsonSerializer.Deserialize(Skills, StoredJson.Default.StringArray) ?? [], OpenTickets, LastNumber);
    }
}

/// <summary>Where a page of tickets ended. Opaque to clients.</summary>
internal static class TicketPosition
{
    /// <exception cref="FormatException">It is not a position that was given out for such a list.</exception>
    public static long Parse(TicketQuery query)
    {
        if (query.Next is null) return query.Open ? 0 : long.MaxValue;
        if (query.Next.StartsWith(KindOf(query)) && long.TryParse(query.Next.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return position;
        throw new FormatException("The page's position is not one that was given out.");
    }

    public static string After(Ticket last, TicketQuery query) =>
        string.Create(CultureInfo.InvariantCulture, $"{KindOf(query)}{(query.Open ? TicketRow.RankOf(last) : last.Number)}");

    private static char KindOf(TicketQuery query) => query.Open ? 'r' : 'n';
}
