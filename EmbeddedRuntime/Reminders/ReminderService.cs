using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>Wakes grains at the times that the reminder table says. The table is the truth; here are its timers.</summary>
internal sealed partial class ReminderService(IReminderTable table, Silo silo, IOptions<ReminderOptions> options, ILogger<ReminderService> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<(GrainId, string), Reminder> _reminders = new();
    private readonly TimeProvider _time = silo.TimeProvider;
    private ITimer? _refresh;
    private volatile bool _isStopped;

    public Silo Silo => silo;

    public TimeProvider Time => _time;

    public bool IsStopped => _isStopped;

    /// <exception cref="TimeoutException">The table could not be read within <see cref="ReminderOptions.InitializationTimeout"/>.</exception>
    public async Task StartAsync(CancellationToken token)
    {
        await table.StartAsync(token);
        var started = _time.GetTimestamp();
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                await Refresh();
                break;
            }
            catch (Exception exception) when (_time.GetElapsedTime(started) + pause < options.Value.InitializationTimeout)
            {
                LogUnreadable(logger, exception);
                await Task.Delay(pause, _time, token);
            }
        }
        var period = options.Value.RefreshReminderListPeriod;
        _refresh = _time.CreateDetachedTimer(static self => _ = ((ReminderService)self!).RefreshAgain(), this, period, period);
    }

    public async Task StopAsync(CancellationToken token)
    {
        Halt();
        await table.StopAsync(token);
    }

    /// <summary>No more ticks.</summary>
    public void Halt()
    {
        _isStopped = true;
        _refresh?.Dispose();
        foreach (var reminder in _reminders.Values) reminder.Stop();
        _reminders.Clear();
    }

    public async Task<IGrainReminder> Register(GrainId grain, string name, TimeSpan due, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(due, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
            throw new ArgumentException($"Reminder \"{name}\" has a period of {period}; {nameof(ReminderOptions)}.{nameof(ReminderOptions.MinimumReminderPeriod)} is {options.Value.MinimumReminderPeriod}.", nameof(period));

        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = _time.GetUtcNow().UtcDateTime.Add(due), Period = period };
        entry.ETag = await table.UpsertRow(entry) ?? throw new ReminderException($"Reminder {entry} could not be stored; try again.");
        return Follow(entry);
    }

    public async Task Unregister(GrainId grain, IGrainReminder reminder)
    {
        if (reminder is not Reminder known || known.Entry.GrainId != grain) throw new ArgumentException("The reminder is not one of this grain's.", nameof(reminder));
        if (!await table.RemoveRow(grain, known.ReminderName, known.Entry.ETag!) && await table.ReadRow(grain, known.ReminderName) is not null)
            throw new ReminderException($"Reminder {known.Entry} has been changed meanwhile; read it again.");
        if (_reminders.TryRemove((grain, known.ReminderName), out var running)) running.Stop();
    }

    public async Task<IGrainReminder?> Find(GrainId grain, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return await table.ReadRow(grain, name) is { } entry ? new Reminder(this, entry) : null;
    }

    public async Task<List<IGrainReminder>> All(GrainId grain) =>
        [.. (await table.ReadRows(grain)).Reminders.Select(each => new Reminder(this, each))];

    public void LogTickFailed(ReminderEntry entry, Exception exception) => TickFailed(logger, entry.ReminderName, entry.GrainId, exception);

    private Reminder Follow(ReminderEntry entry)
    {
        var reminder = new Reminder(this, entry);
        Reminder? old = null;
        _reminders.AddOrUpdate((entry.GrainId, entry.ReminderName), reminder, (_, existing) =>
        {
            old = existing;
            return reminder;
        });
        old?.Stop();
        if (_isStopped) return reminder;
        reminder.Start();
        return reminder;
    }

    /// <summary>Takes up what others have written to the table, and drops what they have removed.</summary>
    private async Task Refresh()
    {
        var known = _reminders.ToArray();
        var rows = (await table.ReadRows(0, 0)).Reminders.ToDictionary(each => (each.GrainId, each.ReminderName));
        foreach (var (key, reminder) in known)
            if (!rows.ContainsKey(key) && _reminders.TryRemove(new(key, reminder))) reminder.Stop();
        foreach (var (key, row) in rows)
            if (!_reminders.TryGetValue(key, out var reminder) || reminder.Entry.ETag != row.ETag) Follow(row);
    }

    private async Task RefreshAgain()
    {
        try
        {
            if (!_isStopped) await Refresh();
        }
        catch (Exception exception) // the table is away: the reminders known go on, and the next period tries again
        {
            LogUnreadable(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The reminder table could not be read; it is tried again.")]
    private static partial void LogUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reminder {Name} of {Grain} failed; it comes again after its period.")]
    private static partial void TickFailed(ILogger logger, string name, GrainId grain, Exception exception);
}
