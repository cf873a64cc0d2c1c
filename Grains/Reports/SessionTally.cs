namespace LiveChat.Reports;

/// <summary>
/// What the counting has to remember of a session between two of its entries. It is stored beside the number up to which
/// the session is counted, so that nothing before that number is ever read again.
/// </summary>
public sealed record SessionTally
{
    /// <summary>The desk at which it stands; empty for none.</summary>
    public string DeskId { get; init; } = "";

    /// <summary>The desk at which it began.</summary>
    public string BegunDesk { get; init; } = "";

    /// <summary>The day on which it began, in that desk's zone.</summary>
    public int BegunDay { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset BegunAt { get; init; }

    /// <summary>The assistant's last answer.</summary>
    public LastAnswer Answer { get; init; }

    /// <summary>Whether the assistant ever answered.</summary>
    public bool Answered { get; init; }

    /// <summary>Whether it stands among <see cref="Measure.Alone"/>.</summary>
    public bool Alone { get; init; }

    /// <summary>Whether it stands among <see cref="Measure.HandedOver"/>.</summary>
    public bool HandedOver { get; init; }

    /// <summary>Since when it waits for an agent.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>When a person was asked for whose first word is still to come.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>The first thing that the customer said since the last answer.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>Who has or had it last; empty for nobody.</summary>
    public string AgentId { get; init; } = "";

    /// <summary>Where its rating is counted.</summary>
    public CountedRating? Rating { get; init; }

    /// <summary>The desks at which it stood, each with the entry from which on; null while it never left the first.</summary>
    public DeskStay[]? Stays { get; init; }

    /// <summary>Where its newest moods are counted, for what is taken back; null for none.</summary>
    public CountedMood[]? Moods { get; init; }

    /// <summary>The desk at which it stood when something was said.</summary>
    public string DeskAt(long seq) => Array.FindLast(Stays ?? [], stay => stay.FromSeq <= seq)?.DeskId ?? (Stays is [var first, ..] ? first.DeskId : DeskId);

    /// <summary>It stands at another desk than before.</summary>
    internal SessionTally CameTo(string before, long seq) => this with { Stays = [.. (Stays ?? [new(0, before)]).TakeLast(MostStays - 1), new(seq, DeskId)] };

    // It is asked for what was said moments before.
    private const int MostStays = 8;
}

/// <summary>What came of the assistant's last answer.</summary>
public enum LastAnswer
{
    /// <summary>It has not answered yet.</summary>
    None = 0,

    /// <summary>It failed.</summary>
    Failed = 1,

    /// <summary>It named no article.</summary>
    Unknown = 2,

    /// <summary>It named an article.</summary>
    Known = 3,
}

/// <summary>A desk, and the entry from which on the session stood there.</summary>
public sealed record DeskStay(long FromSeq, string DeskId);

/// <summary>Where a rating is counted: the customer may change it.</summary>
public sealed record CountedRating(string DeskId, int Day, string AgentId, int Score);

/// <summary>Where a mood is counted: the customer may take back what showed it.</summary>
public sealed record CountedMood(long Seq, string DeskId, int Day, int Score);
