using System.Diagnostics.Metrics;
using LiveChat.Metrics;

namespace LiveChat.Silo.Storage;

/// <summary>What operators see of the database and of the message log.</summary>
internal static class StorageMetrics
{
    private const string Operation = "operation";

    private static readonly Histogram<double> Commands = LiveChatMeter.Meter.CreateHistogram(
        "livechat.database.duration", "s", "Time in the database, by operation: read, write, append.", tags: null, LiveChatMeter.Durations);

    private static readonly Counter<long> Faults = LiveChatMeter.Meter.CreateCounter<long>(
        "livechat.database.faults", "{fault}", "What the database failed or refused, by operation and kind.");

    private static readonly Counter<long> Entries = LiveChatMeter.Meter.CreateCounter<long>(
        "livechat.log.entries", "{entry}", "Entries committed to the message log, notes among them.");

    private static readonly Histogram<int> Groups = LiveChatMeter.Meter.CreateHistogram<int>(
        "livechat.log.group.length", "{append}", "Appends committed together in one transaction.", tags: null,
        new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] });

    private static int _waiting;

    // Observed, not counted up and down: whoever begins to listen later sees as many as there are.
    static StorageMetrics() => LiveChatMeter.Meter.CreateObservableUpDownCounter("livechat.log.waiting", () => _waiting, "{append}", "Appends that wait to be committed.");

    /// <summary>A read is done.</summary>
    public static void Read(TimeSpan took) => Commands.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Operation, "read"));

    /// <summary>A transaction other than the log's is committed.</summary>
    public static void Written(TimeSpan took) => Commands.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Operation, "write"));

    /// <summary>A group of appends is committed.</summary>
    public static void Appended(TimeSpan took, int appends, int entries)
    {
        Commands.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Operation, "append"));
        Groups.Record(appends);
        Entries.Add(entries);
    }

    /// <summary>Appends came to wait, or (negative) wait no more.</summary>
    public static void Queued(int appends) => Interlocked.Add(ref _waiting, appends);

    /// <summary>The database failed or refused.</summary>
    public static void Failed(string operation, StoreFault fault) => Faults.Add(1, new(Operation, operation), new("kind", fault switch
    {
        StoreFault.Unavailable => "unavailable",
        StoreFault.Taken => "taken",
        StoreFault.Rejected => "rejected",
        _ => "fault",
    }));
}
