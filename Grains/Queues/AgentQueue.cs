using LiveChat.Desks;
using LiveChat.Schedules;
using LiveChat.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace LiveChat.Queues;

/// <summary>A desk's queue. What it decides stands in <see cref="DeskQueue"/>; here it is loaded, timed and made known.</summary>
/// <remarks>
/// Reentrant: every change is one step without an await, and what follows it is done by a timer. So no call waits for
/// another, and a session that calls its queue is never called back within the same wait.
/// </remarks>
[Reentrant]
public sealed partial class AgentQueue(
    ISessionIndex sessions,
    IDeskStore desks,
    IScheduleStore schedules,
    TimeProvider clock,
    IOptions<QueueOptions> options,
    ILogger<AgentQueue> logger) : Grain, IAgentQueue, IRemindable
{
    private readonly QueueOptions _options = options.Value;
    private DeskQueue _queue = null!; // made on activation, before any call
    private long _seatsRead;
    private long _seatsTaken;
    private long _headersRead;
    private long _headersTaken;

    private string DeskId => this.GetPrimaryKeyString();

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _queue = new DeskQueue(DeskId, _options);
        _queue.BeginRevisions(Now.ToUnixTimeMilliseconds());
        await Compare(cancellationToken);
        StartTimers();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        QueueMetrics.Forget(DeskId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<QueuePlace> Enqueue(QueueTicket ticket)
    {
        var place = _queue.Enqueue(ticket, Now);
        WorkSoon();
        return Task.FromResult(place);
    }

    /// <inheritdoc/>
    public Task<QueuePlace?> PlaceOf(Guid sessionId) => Task.FromResult(_queue.PlaceOf(sessionId));

    /// <inheritdoc/>
    public async Task<Outcome<Assignment>> Claim(Guid sessionId, Caller agent)
    {
        if (!agent.WorksAt(DeskId)) return QueueRefusal.NotStaff(DeskId);
        if (!_queue.HasSeat(agent.UserId)) await LoadSeats(CancellationToken.None);
        var outcome = _queue.Claim(sessionId, agent.UserId, Now);
        if (outcome.Value is { } assignment)
        {
            LogAssigned(logger, DeskId, sessionId, assignment.AgentId, assignment.Reason, assignment.WaitedSeconds);
            QueueMetrics.Assigned(DeskId, assignment);
        }

        WorkSoon();
        return outcome;
    }

    /// <inheritdoc/>
    public Task<Refusal?> Decline(Guid sessionId, string agentId)
    {
        var refusal = _queue.Decline(sessionId, agentId, Now);
        WorkSoon();
        return Task.FromResult(refusal);
    }

    /// <inheritdoc/>
    public Task Release(Guid sessionId)
    {
        _queue.Release(sessionId, Now);
        WorkSoon();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task SetAvailability(AgentAvailability availability)
    {
        if (!_queue.HasSeat(availability.AgentId)) await LoadSeats(CancellationToken.None);
        if (!_queue.SetAvailability(availability, Now)) LogNoSeat(logger, DeskId, availability.AgentId);
        WorkSoon();
    }

    /// <inheritdoc/>
    public async Task SeatsChanged()
    {
        await LoadSeats(CancellationToken.None);
        WorkSoon();
    }

    /// <inheritdoc/>
    public Task VisitorBack(Guid sessionId)
    {
        _queue.VisitorBack(sessionId, Now);
        WorkSoon();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AgentSpoke(Guid sessionId, DateTimeOffset since, DateTimeOffset at)
    {
        _queue.AgentSpoke(sessionId, since, at, Now);
        WorkSoon();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Closed(Guid sessionId, DateTimeOffset since, DateTimeOffset at, string? agentId)
    {
        // Recorded before it is answered: a queue that nobody needs any more may go at any moment.
        if (_queue.Closed(sessionId, since, at, agentId, Now) is { } miss) await Record(miss, CancellationToken.None);
        WorkSoon();
    }

    /// <inheritdoc/>
    public Task<int> AgentsOnline() => Task.FromResult(_queue.AgentsServing);

    /// <inheritdoc/>
    public async Task<Outcome<DeskSnapshot>> Snapshot(Caller caller) =>
        IsStaff(caller) ? await SnapshotFrom(0, caller) : QueueRefusal.NotStaff(DeskId);

    /// <inheritdoc/>
    public async Task<Outcome<DeskSnapshot>> Behind(Caller caller, Guid sessionId)
    {
        if (!IsStaff(caller)) return QueueRefusal.NotStaff(DeskId);
        return _queue.StandsAt(sessionId) is { } place ? await SnapshotFrom(place, caller) : QueueRefusal.NotWaiting;
    }

    /// <summary>What is read and what has been told are one state: or who reads in between would never hear that somebody left again.</summary>
    private async Task<DeskSnapshot> SnapshotFrom(int place, Caller caller)
    {
        var telling = _deskShown.Version == _queue.Version ? Task.CompletedTask : ShowDesk();
        var desk = _queue.Snapshot(place, Now, caller.UserId);
        await telling;
        return desk;
    }

    private bool IsStaff(Caller caller) => caller.WorksAt(DeskId) || caller.Role is UserRole.Admin;

    /// <summary>Makes the queue equal to what is stored.</summary>
    private async Task Compare(CancellationToken token)
    {
        await LoadSeats(token);
        var (read, readAt) = (++_headersRead, Now);
        var headers = await sessions.AtDesk(DeskId, token);
        // Read after the headers: of a session that is in them, nothing said before then is missing.
        var words = headers.Length > 0 ? (await sessions.LastWordsAt(DeskId, token)).ToDictionary(said => said.SessionId) : [];
        // Who left between the two readings is not here: nobody said anything there, as it were, and no promise is judged by that.
        headers = Array.FindAll(headers, header => words.ContainsKey(header.SessionId));
        var newcomers = headers.Where(header => header.Status is SessionStatus.Waiting && !_queue.Waits(header.SessionId)).Select(header => header.SessionId).ToArray();
        var names = newcomers.Length > 0 ? await sessions.CreatorNames(newcomers, token) : [];
        if (read < _headersTaken) return; // as with the seats
        _headersTaken = read;
        _queue.Sweep(headers, names, readAt, Now, words);
    }

    private async Task LoadSeats(CancellationToken token)
    {
        var read = ++_seatsRead;
        var seats = await desks.Seats(DeskId, token);
        var schedule = await schedules.Find(DeskId, token);
        // Reads may end in another order than they began; an older one must not undo a newer one.
        if (read < _seatsTaken) return;
        _seatsTaken = read;
        _queue.SetSchedule(schedule ?? DeskSchedule.Always(DeskId), Now);
        _queue.SetSeats(seats, Now);
    }
}
