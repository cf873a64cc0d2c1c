using System.Globalization;
using Orleans.Runtime;

namespace LiveChat.Simulation.Store;

/// <summary>The reminders, as one process reaches them.</summary>
internal sealed class RemoteReminders(Database database, Connection connection) : IReminderTable
{
    private List<ReminderEntry> Rows => database.Reminders;

    public Task<ReminderTableData> ReadRows(GrainId grainId) =>
        connection.Read(() => Task.FromResult(new ReminderTableData(Rows.Where(row => row.GrainId == grainId).Select(Copy))));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => connection.Read(() => Task.FromResult(new ReminderTableData(Rows.Select(Copy))));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        connection.Read(() => Task.FromResult(Find(grainId, reminderName) is { } row ? Copy(row) : null));

    public Task<string?> UpsertRow(ReminderEntry entry) => connection.Write(() =>
    {
        var row = Copy(entry);
        row.ETag = (++database.ReminderVersion).ToString(CultureInfo.InvariantCulture);
        Rows.RemoveAll(each => each.GrainId == entry.GrainId && each.ReminderName == entry.ReminderName);
        Rows.Add(row);
        return Task.FromResult<string?>(row.ETag);
    });

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        connection.Write(() => Task.FromResult(Rows.RemoveAll(row => row.GrainId == grainId && row.ReminderName == reminderName && row.ETag == eTag) > 0));

    public Task TestOnlyClearTable()
    {
        Rows.Clear();
        return Task.CompletedTask;
    }

    private ReminderEntry? Find(GrainId grainId, string reminderName) =>
        Rows.Find(row => row.GrainId == grainId && row.ReminderName == reminderName);

    private static ReminderEntry Copy(ReminderEntry row) =>
        new() { GrainId = row.GrainId, ReminderName = row.ReminderName, StartAt = row.StartAt, Period = row.Period, ETag = row.ETag };
}
