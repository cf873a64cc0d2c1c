using LiveChat.Reports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Spending;

/// <inheritdoc cref="IModelSpending"/>
/// <remarks>What is spent waits a moment and is written together: however much is answered, the database hears of it about once a second.</remarks>
public sealed partial class ModelSpending(
    ISpendingStore store, TimeProvider clock, IOptions<SpendingOptions> options, IOptions<ReportOptions> reports, ILogger<ModelSpending> logger) : Grain, IModelSpending
{
    private const int Together = 200;

    // More people in a day are read anew when they ask.
    private const int MostKnown = 50_000;

    private const int KeptDays = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(int Day, string UserId), long> _unwritten = [];
    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private IGrainTimer? _timer;
    private int _day;
    private long _total;
    private bool _isSpent;

    /// <inheritdoc/>
    public async Task<SpendingBound> Reached(string userId)
    {
        await Know();
        var bound = _total >= options.Value.Most ? SpendingBound.Deployment
            : userId.Length > 0 && await Of(userId) >= options.Value.MostPerUser ? SpendingBound.User
            : SpendingBound.None;
        if (bound is not SpendingBound.None) SpendingMetrics.Refused(bound);
        return bound;
    }

    /// <inheritdoc/>
    public Task Add(string userId, long tokens)
    {
        if (tokens <= 0) return Task.CompletedTask;
        SpendingMetrics.Spent(tokens);
        var key = (Today: DayOf(clock.GetUtcNow()), userId);
        _unwritten[key] = _unwritten.GetValueOrDefault(key) + tokens;
        if (key.Today == _day)
        {
            _total += tokens;
            if (_known.TryGetValue(userId, out var known)) _known[userId] = known + tokens;
            Show();
        }
        _timer ??= this.RegisterGrainTimer(Write, new GrainTimerCreationOptions { DueTime = Pause, Period = Pause, KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<DaySpending> Today()
    {
        await Know();
        return Standing();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        SpendingMetrics.Forget();
        while (_unwritten.Count > 0 && await WriteSome(cancellationToken)) { }
    }

    /// <summary>Begins the day, if it is a new one: what was spent of it is in the database, and what is on its way there.</summary>
    private async Task Know()
    {
        var today = DayOf(clock.GetUtcNow());
        if (today == _day) return;
        var total = await store.Total(today, CancellationToken.None);
        (_day, _total, _isSpent) = (today, total + _unwritten.Where(spent => spent.Key.Day == today).Sum(spent => spent.Value), false);
        _known.Clear();
        Show();
    }

    private async Task<long> Of(string userId)
    {
        if (_known.TryGetValue(userId, out var known)) return known;
        var stored = await store.Of(_day, userId, CancellationToken.None);
        if (_known.Count >= MostKnown) _known.Clear();
        return _known[userId] = stored + _unwritten.GetValueOrDefault((_day, userId));
    }

    private async Task Write(CancellationToken token)
    {
        if (_unwritten.Count > 0 && !await WriteSome(token)) return;
        if (_unwritten.Count > 0) return;
        _timer?.Dispose();
        _timer = null;
    }

    /// <summary>Writes what was spent on one day; false when the database is away, and it is tried again later.</summary>
    private async Task<bool> WriteSome(CancellationToken token)
    {
        var day = _unwritten.Keys.Min(key => key.Day);
        SpentTokens[] spent = [.. _unwritten.Where(spent => spent.Key.Day == day).Take(Together).Select(spent => new SpentTokens(spent.Key.UserId, spent.Value))];
        try
        {
            var stored = await store.Add(day, spent, Days.Number(Days.Of(day).AddDays(-KeptDays)), token);
            foreach (var written in spent) _unwritten.Remove((day, written.UserId));
            if (day == _day) Correct(stored);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            // It may have been written all the same: then it counts twice, which costs nobody anything but an answer.
            LogUnwritten(e);
            return false;
        }
    }

    /// <summary>Somebody else may have counted, too, while nobody knew who counts.</summary>
    private void Correct(StoredSpending stored)
    {
        _total = stored.Total + _unwritten.Where(spent => spent.Key.Day == _day).Sum(spent => spent.Value);
        foreach (var user in stored.Users.Where(user => _known.ContainsKey(user.UserId)))
            _known[user.UserId] = user.Tokens + _unwritten.GetValueOrDefault((_day, user.UserId));
        Show();
    }

    private void Show()
    {
        SpendingMetrics.Show(Standing());
        if (_isSpent || _total < options.Value.Most) return;
        _isSpent = true;
        LogSpent(_total);
    }

    private DaySpending Standing() => new(_total, options.Value.Most, options.Value.MostPerUser);

    private int DayOf(DateTimeOffset moment) => Days.Number(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, reports.Value.Zone).DateTime));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The day's tokens are spent ({Tokens}): until midnight the built-in answerer goes on alone")]
    private partial void LogSpent(long tokens);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the model cost could not be written; it is tried again")]
    private partial void LogUnwritten(Exception e);
}
