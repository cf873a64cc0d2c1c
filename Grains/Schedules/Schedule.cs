using LiveChat.Audit;
using LiveChat.Desks;
using LiveChat.Queues;
using LiveChat.Reports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Schedules;

/// <inheritdoc cref="ISchedule"/>
/// <remarks>It keeps nothing: what is stored is asked anew each time, for it is asked seldom. What it answers stands in <see cref="DeskPlan"/>.</remarks>
public sealed partial class Schedule(IScheduleStore schedules, IDeskStore desks, IOptions<ReportOptions> reports, TimeProvider clock, ILogger<Schedule> logger) : Grain, ISchedule
{
    private static readonly Refusal NoSuchDesk = new(RefusalCode.NotFound, "There is no such desk.");
    private static readonly Refusal StaffOnly = new(RefusalCode.Forbidden, "This is for the desk's staff.");
    private static readonly Refusal ChangedSince = new(RefusalCode.Conflict, "The schedule was changed meanwhile; read it anew.");

    private string DeskId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<Outcome<DeskSchedule>> Read(Caller caller)
    {
        if (!caller.WorksAt(DeskId) && caller.Role is not UserRole.Admin) return StaffOnly;
        return await IsDesk(DeskId) ? await Stored(DeskId) : NoSuchDesk;
    }

    /// <inheritdoc/>
    public async Task<Outcome<DeskSchedule>> Change(Caller caller, DeskSchedule schedule)
    {
        if (AdminRules.Refuse(caller) is { } refusal) return refusal;
        var known = await desks.All(CancellationToken.None);
        if (!Array.Exists(known, desk => desk.DeskId == DeskId)) return NoSuchDesk;
        var wanted = ScheduleRules.Tidy(schedule with { DeskId = DeskId });
        var seats = await desks.Seats(DeskId, CancellationToken.None);
        if (ScheduleRules.Refuse(wanted, Array.ConvertAll(known, desk => desk.DeskId), Array.ConvertAll(seats, seat => seat.UserId)) is { } unfit) return unfit;

        var before = await Stored(DeskId);
        if (before.Revision != wanted.Revision) return ChangedSince;
        if (ScheduleRules.Changes(before, wanted) is not { Length: > 0 } changes) return before;
        var after = wanted with { Revision = before.Revision + 1 };
        if (!await schedules.Save(after, Audited.Deed(clock, caller, AuditAction.ScheduleChanged, DeskId, changes), CancellationToken.None)) return ChangedSince;
        await TellQueue();
        return after;
    }

    /// <inheritdoc/>
    public async Task<DeskOpening> Opening() => await OpeningOf(await Stored(DeskId));

    /// <inheritdoc/>
    public async Task<Outcome<DeskRoute>> Route(string about)
    {
        var schedule = await Stored(DeskId);
        var opening = await OpeningOf(schedule);
        if (DutyRules.DeskOnDuty(schedule, about, opening.Open, clock.GetUtcNow()) is { } onDuty && (await OpeningOf(await Stored(onDuty))).Open) return new DeskRoute(onDuty);
        return opening.Open ? new DeskRoute(DeskId) : AwayRules.Closed(opening);
    }

    private async Task<DeskOpening> OpeningOf(DeskSchedule schedule)
    {
        if (schedule is { Hours: null, Shifts: [] }) return new(true, null);
        var seats = await desks.Seats(schedule.DeskId, CancellationToken.None);
        return DeskPlan.Of(schedule).OpeningAt(clock.GetUtcNow(), seats.Select(seat => seat.UserId));
    }

    private async Task<DeskSchedule> Stored(string deskId) =>
        await schedules.Find(deskId, CancellationToken.None) ?? Unset(deskId);

    // In the operator's zone, in which the desk's figures are counted: whoever sets something else does not change it unknowingly.
    private DeskSchedule Unset(string deskId) =>
        reports.Value.TimeZone is { Length: > 0 } zone ? DeskSchedule.Always(deskId) with { Zone = zone } : DeskSchedule.Always(deskId);

    private async Task<bool> IsDesk(string deskId) =>
        Array.Exists(await desks.All(CancellationToken.None), desk => desk.DeskId == deskId);

    private async Task TellQueue()
    {
        try
        {
            await GrainFactory.GetGrain<IAgentQueue>(DeskId).SeatsChanged();
        }
        catch (Exception fault)
        {
            // Whatever ails the queue: it compares itself with what is stored from time to time.
            LogQueueAway(logger, DeskId, fault);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The queue of desk {DeskId} could not be told of its schedule; it will see")]
    private static partial void LogQueueAway(ILogger logger, string deskId, Exception fault);
}
