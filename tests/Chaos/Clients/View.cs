using System.Text.Json;

namespace LiveChat.Chaos.Clients;

/// <summary>What a client holds of one session's log: in its order, each entry once; what comes early waits out of sight.</summary>
internal sealed class View
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _log = [];
    private readonly SortedDictionary<long, Entry> _ahead = [];
    private long _expected;

    /// <summary>The newest number up to which nothing is missing.</summary>
    public long Last
    {
        get { lock (_lock) return End; }
    }

    /// <summary>Whether the log is known to hold more.</summary>
    public bool HasGap
    {
        get { lock (_lock) return _ahead.Count > 0 || _expected > End; }
    }

    private long End => _log.Count;

    /// <summary>All of it, in order.</summary>
    public Entry[] Entries()
    {
        lock (_lock) return [.. _log];
    }

    /// <summary>The log is known to reach so far.</summary>
    public void Expect(long seq)
    {
        lock (_lock) _expected = Math.Max(_expected, seq);
    }

    /// <summary>Takes an entry, out of an event or a page.</summary>
    public void Take(Entry entry)
    {
        lock (_lock)
        {
            if (entry.Seq <= End)
            {
                Repeat(entry);
                return;
            }

            _ahead[entry.Seq] = entry;
            while (_ahead.Remove(End + 1, out var next)) Show(next);
        }
    }

    /// <summary>Takes an event that concerns an entry which is there.</summary>
    public void Take(string type, JsonElement happened)
    {
        lock (_lock)
        {
            var seq = happened.GetProperty("seq").GetInt64();
            if (type == "recalled") Recall(seq);
            else Change(seq, entry => entry.Recalled ? entry : entry with { Reactions = Entry.ReactionsOf(happened.GetProperty("reactions")) });
        }
    }

    private void Repeat(Entry entry)
    {
        var held = _log[(int)entry.Seq - 1];
        if (held.MessageId != entry.MessageId) throw new Violation($"number {entry.Seq} was shown to be {held}, and then to be {entry}");
        if (!held.Recalled) _log[(int)entry.Seq - 1] = entry;
    }

    private void Show(Entry entry)
    {
        _log.Add(entry);
        if (entry.Event == "recalled") Recall(Number(entry));
        if (entry.Event == "reacted") Change(Number(entry), reacted => React(reacted, entry));
    }

    private void Recall(long seq) => Change(seq, entry => entry with { Content = "", Files = "", Recalled = true, Reactions = [] });

    private static Entry React(Entry entry, Entry reaction)
    {
        if (entry.Recalled) return entry;
        var mark = $"{reaction.Args["emoji"]} {reaction.Args["userId"]}";
        return entry with { Reactions = reaction.Args["on"].Equals("true", StringComparison.OrdinalIgnoreCase) ? entry.Reactions.Add(mark) : entry.Reactions.Remove(mark) };
    }

    private void Change(long seq, Func<Entry, Entry> change)
    {
        if (seq >= 1 && seq <= End) _log[(int)seq - 1] = change(_log[(int)seq - 1]);
        else if (_ahead.TryGetValue(seq, out var early)) _ahead[seq] = change(early);
    }

    private static long Number(Entry entry) => long.Parse(entry.Args["seq"], System.Globalization.CultureInfo.InvariantCulture);
}
