using LiveChat.Desks;
using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.Spending;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace LiveChat.Reports;

/// <inheritdoc cref="IWall"/>
/// <remarks>Reentrant: who asks while it is being read waits for that reading.</remarks>
[Reentrant]
public sealed partial class SupervisorWall(
    IDeskStore desks, IDeskFigures figures, IScheduleStore schedules, TimeProvider clock, IOptions<ReportOptions> options, ILogger<SupervisorWall> logger) : Grain, IWall
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);

    // The counts of the day ask more of the database than the desks' memory does of us.
    private static readonly TimeSpan CountsGoodFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(3);

    private Task<Wall>? _reading;
    private DateTimeOffset _readAt;
    private DayFigures[] _day = [];
    private DeskMisses[] _misses = [];
    private DateTimeOffset _daySince;
    private DateTimeOffset _countedAt;

    /// <inheritdoc/>
    public async Task<Outcome<Wall>> Read(Caller caller)
    {
        if (AdminRules.Refuse(caller) is { } refusal) return refusal;
        var now = clock.GetUtcNow();
        if (_reading is null || _reading.IsFaulted || (_reading.IsCompleted && now - _readAt >= GoodFor)) (_reading, _readAt) = (Look(caller, now), now);
        return await _reading;
    }

    private async Task<Wall> Look(Caller caller, DateTimeOffset now)
    {
        var daySince = options.Value.DayOf(now);
        if (daySince != _daySince || now - _countedAt >= CountsGoodFor)
        {
            (_day, _misses) = (await figures.Day(daySince, CancellationToken.None), await schedules.MissesSince(daySince, CancellationToken.None));
            (_daySince, _countedAt) = (daySince, now);
        }
        var all = await desks.All(CancellationToken.None);
        var spending = Spent();
        return new Wall(now, daySince, await Task.WhenAll(all.Select(desk => Look(caller, desk, now)))) { Spending = await spending };
    }

    private async Task<WallDesk> Look(Caller caller, Desk desk, DateTimeOffset now)
    {
        var snapshot = await Ask(caller, desk);
        var day = Array.Find(_day, counted => counted.DeskId == desk.DeskId);
        var misses = Array.Find(_misses, counted => counted.DeskId == desk.DeskId);
        var longest = snapshot is { Waiting: { Length: > 0 } waiting } ? (int)Math.Max(0, (now - waiting.Min(w => w.WaitingSince)).TotalSeconds) : 0;
        return new WallDesk(
            desk.DeskId, desk.Name, snapshot?.WaitingCount ?? 0, longest, snapshot?.Agents ?? [],
            day?.AssistantSessions ?? 0, day?.HandedOver ?? 0, day?.Closed ?? 0, snapshot is not null)
        {
            Late = snapshot?.Late ?? [],
            MissedFirstReplies = misses?.FirstReplies ?? 0,
            MissedResolutions = misses?.Resolutions ?? 0,
            Opening = snapshot?.Opening,
        };
    }

    private async Task<DeskSnapshot?> Ask(Caller caller, Desk desk)
    {
        try
        {
            return (await GrainFactory.GetGrain<IAgentQueue>(desk.DeskId).Snapshot(caller).WaitAsync(LongestAnswer, clock)).Value;
        }
        catch (Exception fault)
        {
            // Whatever ails one queue, the other desks are shown.
            LogDeskAway(logger, desk.DeskId, fault);
            return null;
        }
    }

    private async Task<DaySpending?> Spent()
    {
        try
        {
            return await GrainFactory.GetGrain<IModelSpending>(IModelSpending.All).Today().WaitAsync(LongestAnswer, clock) is { Tokens: > 0 } today ? today : null;
        }
        catch (Exception fault)
        {
            // Whatever ails who counts it, the desks are shown.
            LogSpendingAway(logger, fault);
            return null;
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "The wall does not show what the model cost: who counts it does not answer")]
    private static partial void LogSpendingAway(ILogger logger, Exception fault);

    [LoggerMessage(1, LogLevel.Warning, "Desk {DeskId} is missing on the wall: its queue does not answer")]
    private static partial void LogDeskAway(ILogger logger, string deskId, Exception fault);
}
