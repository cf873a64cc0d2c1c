using System.Data.Common;
using Dapper;
using LiveChat.Sessions;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Backups;

/// <summary>What was left out for the sake of a moment.</summary>
/// <param name="Sessions">Sessions that did not exist yet.</param>
/// <param name="Entries">Entries of sessions that did.</param>
internal sealed record CutSummary(long Sessions, long Entries);

/// <summary>
/// Takes conversations back to a moment. Of each log the entries up to the newest one that the server took by then stay,
/// so each that was acknowledged by then does; the header is made anew of what stays. What was taken back or removed
/// since stays so: nothing brings it here again.
/// </summary>
internal sealed class LogCut(Database database, DbConnection connection, DbTransaction transaction)
{
    private readonly CutMembers _members = new(connection, transaction);

    /// <summary>Cuts.</summary>
    public async Task<CutSummary> Run(DateTimeOffset moment, IProgress progress, CancellationToken token)
    {
        var gone = (await Query<Guid>(CutSql.Unborn, new { moment }, token)).ToArray();
        progress.Begin("later sessions", gone.Length);
        foreach (var sessionId in gone)
        {
            foreach (var statement in CutSql.Remove) await Execute(statement, new { sessionId, moment }, token);
            progress.Advance();
        }
        progress.End();
        await ForgetInTickets([.. gone], token);

        var longer = (await Query<CutRow>(CutSql.Longer, new { moment }, token)).ToArray();
        progress.Begin("later entries", longer.Length);
        foreach (var row in longer)
        {
            await Shorten(row, moment, token);
            progress.Advance();
        }
        progress.End();
        var entries = longer.Sum(row => row.LastSeq - row.KeptSeq);
        await Execute(CutSql.Notes, new { moment }, token);
        await Execute(CutSql.LastNotes, null, token);
        await Execute(CutSql.Misses, new { moment }, token);
        return new(gone.Length, entries);
    }

    private async Task Shorten(CutRow row, DateTimeOffset moment, CancellationToken token)
    {
        var system = (await Query<EntryRow>(CutSql.SystemEntries, new { sessionId = row.SessionId }, token)).Select(entry => entry.ToMessage()).ToArray();
        var dropped = system.Where(entry => entry.Seq > row.KeptSeq).Reverse().ToArray();
        var replay = new LogReplay((SessionKind)row.Kind);
        foreach (var entry in system.Where(entry => entry.Seq <= row.KeptSeq)) replay.Read(entry);

        foreach (var entry in dropped) await TakeBack(row, entry, token);
        foreach (var statement in CutSql.Shorten) await Execute(statement, new { sessionId = row.SessionId, keptSeq = row.KeptSeq, moment }, token);
        await Execute(CutSql.Header, HeaderOf(row, replay), token);
        if (replay is { Status: SessionStatus.Assigned, Assignee: { } agent }) await _members.Ensure(row.SessionId, agent.Id, agent.Name, UserRole.Agent, token);
    }

    private async Task TakeBack(CutRow row, Message entry, CancellationToken token)
    {
        var args = entry.Event!.Args;
        if (entry.Event.Name is SystemEventName.Reacted) await TakeBackReaction(row, args, token);
        else await _members.TakeBack(row.SessionId, entry.Event, token);
    }

    private async Task TakeBackReaction(CutRow row, Dictionary<string, string> args, CancellationToken token)
    {
        var seq = long.Parse(args["seq"], System.Globalization.CultureInfo.InvariantCulture);
        var key = new { sessionId = row.SessionId, seq };
        if (seq > row.KeptSeq || (await Query<EntryRow>(CutSql.Entry, key, token)).SingleOrDefault()?.ToMessage() is not { Recalled: false } message) return;
        var (emoji, userId) = (args["emoji"], args["userId"]);
        var reactions = (message.Reactions ?? [])
            .Select(reaction => reaction.Emoji == emoji ? reaction with { UserIds = [.. reaction.UserIds.Where(id => id != userId)] } : reaction).ToList();
        if (args["on"] == "false")
        {
            var at = reactions.FindIndex(reaction => reaction.Emoji == emoji);
            if (at < 0) reactions.Add(new(emoji, [userId]));
            else reactions[at] = reactions[at] with { UserIds = [.. reactions[at].UserIds, userId] };
        }
        reactions.RemoveAll(reaction => reaction.UserIds.Length == 0);
        var detail = EntryDetail.Of(message with { Reactions = reactions.Count > 0 ? [.. reactions] : null });
        await Execute(database.Dialect is PostgreSqlDialect ? CutSql.DetailAsJson : CutSql.Detail, new { sessionId = row.SessionId, seq, detail }, token);
    }

    private static object HeaderOf(CutRow row, LogReplay replay)
    {
        var kind = (SessionKind)row.Kind;
        var waits = replay.Status is SessionStatus.Waiting or SessionStatus.Assigned;
        return new
        {
            sessionId = row.SessionId,
            keptSeq = row.KeptSeq,
            status = row.Status == (int)SessionStatus.Deleted ? row.Status : (int)(replay.Status ?? SessionStatus.Open),
            control = (int)(replay.Control ?? (kind is SessionKind.Assistant or SessionKind.Support ? SessionControl.Assistant : SessionControl.People)),
            deskId = replay.IsDeskTold ? replay.DeskId : kind is SessionKind.Assistant ? null : row.FirstDeskId,
            assigneeId = replay.Assignee?.Id,
            assigneeName = replay.Assignee?.Name,
            previousAgentId = replay.PreviousAgentId,
            waitingSince = replay.WaitingSince,
            waitingReason = !waits ? null : replay.WaitingReason is { Length: > 0 } reason ? reason : row.WaitingReason,
            title = replay.Title ?? row.Title,
            score = replay.Rating?.Score,
            comment = replay.Rating?.Comment,
        };
    }

    private async Task ForgetInTickets(HashSet<Guid> gone, CancellationToken token)
    {
        if (gone.Count == 0) return;
        foreach (var ticket in await Query<TicketRow>(CutSql.Tickets, null, token))
        {
            var sessions = ticket.ToTicket().SessionIds;
            var untold = ticket.ToStored().Untold;
            if (!sessions.Concat(untold).Any(gone.Contains)) continue;
            await Execute(CutSql.TicketSessions, new
            {
                ticketId = ticket.TicketId,
                sessions = TicketRow.Text([.. sessions.Where(id => !gone.Contains(id))]),
                untold = TicketRow.Text([.. untold.Where(id => !gone.Contains(id))]),
            }, token);
        }
    }

    private Task<IEnumerable<T>> Query<T>(string sql, object? parameters, CancellationToken token) =>
        connection.QueryAsync<T>(new CommandDefinition(sql, parameters, transaction, commandTimeout: 3600, cancellationToken: token));

    private Task<int> Execute(string sql, object? parameters, CancellationToken token) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, commandTimeout: 3600, cancellationToken: token));

    private sealed class CutRow
    {
        public Guid SessionId { get; init; }

        public int Kind { get; init; }

        public int Status { get; init; }

        public string Title { get; init; } = "";

        public string? FirstDeskId { get; init; }

        public string? WaitingReason { get; init; }

        public long LastSeq { get; init; }

        public long KeptSeq { get; init; }
    }
}
