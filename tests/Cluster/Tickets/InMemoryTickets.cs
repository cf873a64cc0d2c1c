using System.Globalization;
using LiveChat.Tickets;

namespace LiveChat.Cluster.Tickets;

/// <summary>The ticket store in memory, with the promises of the real one and faults on demand. It outlives a cluster, as a database does.</summary>
public sealed class InMemoryTickets(InMemoryDesks desks) : ITicketStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, StoredTicket> _tickets = [];
    private readonly Dictionary<Guid, List<TicketEntry>> _records = [];
    private readonly Queue<StoreFault> _faults = new();
    private long _lastNumber = 1000;
    private volatile bool _away;

    /// <summary>While true, everything says that the database is away.</summary>
    public bool Away { get => _away; set => _away = value; }

    /// <summary>The next write fails like this.</summary>
    public void FailNext(StoreFault fault)
    {
        lock (_lock) _faults.Enqueue(fault);
    }

    /// <summary>What was to fail and has not yet will not.</summary>
    public void Heal()
    {
        lock (_lock) _faults.Clear();
    }

    /// <summary>A ticket as it is stored.</summary>
    public StoredTicket? Of(Guid ticketId)
    {
        lock (_lock) return _tickets.GetValueOrDefault(ticketId);
    }

    /// <summary>The whole record of a ticket.</summary>
    public TicketEntry[] RecordOf(Guid ticketId)
    {
        lock (_lock) return [.. _records.GetValueOrDefault(ticketId) ?? []];
    }

    public Task<StoredTicket?> Load(Guid ticketId, CancellationToken token) => Answer(() => _tickets.GetValueOrDefault(ticketId));

    public async Task<TicketAppend?> Open(string deskId, Func<long, SeatLoad[], TicketAppend> compose, CancellationToken token)
    {
        var seats = await desks.Seats(deskId, token);
        return await Write(() =>
        {
            var append = compose(++_lastNumber, Loads(seats));
            if (!_tickets.TryAdd(append.Stored.Ticket.TicketId, append.Stored)) return null;
            _records[append.Stored.Ticket.TicketId] = [.. append.Entries];
            return append;
        }, null);
    }

    public Task<bool> Append(TicketAppend append, CancellationToken token) => Write(() =>
    {
        var id = append.Stored.Ticket.TicketId;
        if (_tickets[id].Ticket.Revision != append.Entries[0].Seq - 1) return false;
        _tickets[id] = append.Stored;
        _records[id].AddRange(append.Entries);
        return true;
    }, false);

    public Task SaveUntold(Guid ticketId, long revision, Guid[] untold, CancellationToken token) => Answer(() =>
    {
        if (_tickets[ticketId].Ticket.Revision == revision) _tickets[ticketId] = _tickets[ticketId] with { Untold = untold };
        return true;
    });

    public Task<TicketEntry[]> Entries(Guid ticketId, long afterSeq, long beforeSeq, int limit, CancellationToken token) =>
        Answer(() => RecordOf(ticketId).Where(entry => entry.Seq > afterSeq && entry.Seq < beforeSeq).TakeLast(limit).ToArray());

    public Task<TicketEntry?> FindComment(Guid ticketId, Guid commentId, CancellationToken token) =>
        Answer(() => RecordOf(ticketId).FirstOrDefault(entry => entry.CommentId == commentId));

    public async Task<SeatLoad[]> Loads(string deskId, CancellationToken token)
    {
        var seats = await desks.Seats(deskId, token);
        return await Answer(() => Loads(seats));
    }

    public Task<TicketPage> List(string[]? among, TicketQuery query, CancellationToken token) => Answer(() =>
    {
        var before = query.Next is null ? long.MaxValue : long.Parse(query.Next, CultureInfo.InvariantCulture);
        var found = _tickets.Values.Select(stored => stored.Ticket with { Description = null })
            .Where(ticket => (among is null || among.Contains(ticket.DeskId)) && (query.CustomerId ?? ticket.CustomerId) == ticket.CustomerId && ticket.Number < before)
            .OrderByDescending(ticket => ticket.Number).Take(query.Limit + 1).ToArray();
        return new TicketPage([.. found.Take(query.Limit)], found.Length > query.Limit ? found[query.Limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null);
    });

    private SeatLoad[] Loads(LiveChat.Desks.DeskSeat[] seats) => Array.ConvertAll(seats, seat =>
    {
        var theirs = _tickets.Values.Select(stored => stored.Ticket).Where(ticket => ticket.AssigneeId == seat.UserId).ToArray();
        return new SeatLoad(seat.UserId, seat.Name, seat.Skills, theirs.Count(ticket => ticket.IsOpen), theirs.Length == 0 ? 0 : theirs.Max(ticket => ticket.Number));
    });

    private Task<T> Answer<T>(Func<T> answer)
    {
        if (_away) return Task.FromException<T>(new StoreUnavailableException("The database is away (by the test's wish)."));
        lock (_lock) return Task.FromResult(answer());
    }

    private Task<T> Write<T>(Func<T> write, T taken)
    {
        StoreFault? fault;
        lock (_lock) fault = _faults.TryDequeue(out var next) ? next : null;
        if (fault is StoreFault.Taken) return Task.FromResult(taken);
        if (fault is StoreFault.Away) return Task.FromException<T>(new StoreUnavailableException("Away (by the test's wish)."));
        var written = Answer(write);
        return fault is StoreFault.AnswerLost ? Task.FromException<T>(new StoreUnavailableException("The answer was lost (by the test's wish).")) : written;
    }
}
