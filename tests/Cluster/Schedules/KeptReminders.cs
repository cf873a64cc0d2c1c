using System.Collections.Concurrent;
using Orleans.Runtime;

namespace LiveChat.Cluster.Schedules;

/// <summary>Reminders that outlive the process, as those in a database do.</summary>
internal sealed class KeptReminders : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ReminderEntry> _rows = new();

    public bool IsEmpty => _rows.IsEmpty;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Rows(entry => entry.GrainId == grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Rows(entry =>
        entry.GrainId.GetUniformHashCode() is var at && (begin < end ? at > begin && at <= end : at > begin || at <= end));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await Rows(entry => entry.GrainId == grainId && entry.ReminderName == reminderName)).Reminders.SingleOrDefault();

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        entry.ETag = Guid.CreateVersion7().ToString();
        _rows[(entry.GrainId, entry.ReminderName)] = Copy(entry);
        return Task.FromResult<string?>(entry.ETag);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        Task.FromResult(_rows.TryGetValue((grainId, reminderName), out var row) && row.ETag == eTag && _rows.TryRemove((grainId, reminderName), out _));

    public Task TestOnlyClearTable()
    {
        _rows.Clear();
        return Task.CompletedTask;
    }

    private Task<ReminderTableData> Rows(Func<ReminderEntry, bool> wanted) => Task.FromResult(new ReminderTableData(_rows.Values.Where(wanted).Select(Copy)));

    private static ReminderEntry Copy(ReminderEntry entry) =>
        new() { GrainId = entry.GrainId, ReminderName = entry.ReminderName, StartAt = entry.StartAt, Period = entry.Period, ETag = entry.ETag };
}
