using System.Text.Json;
using Dapper;
using LiveChat.Reports;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Reports;

/// <summary>Counts the records of tickets, as <see cref="FigureCounter"/> counts the logs of sessions.</summary>
internal sealed class TicketCounter(Database database, IDeskZones zones) : ILogReader
{
    private const int MostEntries = 200;

    private readonly FigureSql _sql = new(database.Dialect);

    public string Name => "tickets' figures";

    public Task<Guid[]> Stale(Guid after, int count, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<Guid>(new CommandDefinition(_sql.StaleTickets, new { after, count }, cancellationToken: token))).ToArray(), token);

    public async Task<Guid[]> Read(Guid[] sessions, CancellationToken token)
    {
        List<Guid> left = [];
        foreach (var ticketId in sessions)
        {
            if (await Count(ticketId, token)) left.Add(ticketId);
        }
        return [.. left];
    }

    /// <summary>Counts what is new in one record; true when more is to be read.</summary>
    private async Task<bool> Count(Guid ticketId, CancellationToken token)
    {
        var mark = await database.Read(connection =>
            connection.QueryFirstOrDefaultAsync<MarkRow>(new CommandDefinition(_sql.TicketMark, new { ticketId }, cancellationToken: token)), token);
        // Most of what is looked at are sessions, which have no ticket of their id.
        if (mark is null || mark.Revision <= (mark.CountedSeq ?? 0)) return false;
        var figures = new Figures();
        var tallying = new TicketTallying(figures, await zones.Read(token));
        var rows = await database.Read(connection => connection.QueryAsync<TicketEntryRow>(new CommandDefinition(
            _sql.TicketEntries, new { ticketId, after = mark.CountedSeq ?? 0, before = mark.Revision + 1, count = MostEntries }, cancellationToken: token)), token);
        var entries = rows.Select(row => row.ToEntry()).ToArray();
        if (entries is not [.., var last]) return false;

        // It has stood at this desk from the beginning, unless it was passed on.
        var firstDesk = entries.SelectMany(entry => entry.Changes).FirstOrDefault(change => change.Field == "deskId")?.From ?? mark.DeskId;
        var tally = entries.Aggregate(mark.Remembered(), (known, entry) => tallying.Count(known, firstDesk, entry));
        try
        {
            await Write(new(ticketId, mark.CountedSeq, last.Seq, JsonSerializer.Serialize(tally!, StoredJson.Default.TicketTally)), figures, token);
        }
        catch (Exception exception) when (exception is RowNotFoundException || database.FaultOf(exception) == StoreFault.Taken)
        {
            // Another silo has counted it meanwhile.
            return true;
        }
        return last.Seq < mark.Revision;
    }

    private Task<bool> Write(FigureMark mark, Figures figures, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        await FigureWriter.Move(mark, _sql.BeginTicket, _sql.AdvanceTicket, connection, transaction);
        await FigureWriter.Add(figures, _sql, connection, transaction);
        return true;
    }, token);

    private sealed class MarkRow
    {
        public string DeskId { get; init; } = "";

        public long Revision { get; init; }

        public long? CountedSeq { get; init; }

        public string? Tally { get; init; }

        public TicketTally? Remembered() => Tally is null ? null : JsonSerializer.Deserialize(Tally, StoredJson.Default.TicketTally);
    }
}
