using LiveChat.Tickets;

namespace LiveChat.Reports;

/// <summary>What the counting has to remember of a ticket between two entries of its record.</summary>
/// <param name="DeskId">The desk that looks after it.</param>
/// <param name="AgentId">Who looks after it; empty for nobody.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="IsDone">Whether it is resolved or closed.</param>
public sealed record TicketTally(string DeskId, string AgentId, DateTimeOffset OpenedAt, bool IsDone);

/// <summary>Counts a ticket's record, entry by entry; see <see cref="Tallying"/>.</summary>
public sealed class TicketTallying(Figures figures, Func<string, TimeZoneInfo> zoneOf)
{
    /// <summary>Counts the next entry.</summary>
    /// <param name="tally">What was remembered after the entry before; null for the first.</param>
    /// <param name="firstDesk">The desk at which it was opened.</param>
    /// <param name="entry">The entry.</param>
    public TicketTally Count(TicketTally? tally, string firstDesk, TicketEntry entry)
    {
        var now = tally ?? Open(firstDesk, entry);
        return entry.Changes.Aggregate(now, (known, change) => change.Field switch
        {
            "deskId" => known with { DeskId = change.To ?? "" },
            "assigneeId" => known with { AgentId = change.To ?? "" },
            "status" => Stand(known, entry, change.To is "resolved" or "closed"),
            _ => known,
        });
    }

    private TicketTally Open(string firstDesk, TicketEntry entry)
    {
        var tally = new TicketTally(firstDesk, "", entry.At, IsDone: false);
        Add(tally, entry, Measure.TicketsOpened);
        return tally;
    }

    private TicketTally Stand(TicketTally tally, TicketEntry entry, bool isDone)
    {
        if (isDone == tally.IsDone) return tally;
        if (isDone)
        {
            Add(tally, entry, Measure.TicketsResolved, agentId: tally.AgentId);
            Add(tally, entry, Measure.TicketTime, Durations.BucketOf((long)(entry.At - tally.OpenedAt).TotalSeconds), tally.AgentId);
        }
        else Add(tally, entry, Measure.TicketsReopened);
        return tally with { IsDone = isDone };
    }

    private void Add(TicketTally tally, TicketEntry entry, Measure measure, int bucket = 0, string agentId = "")
    {
        var day = Days.Number(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(entry.At, zoneOf(tally.DeskId)).DateTime));
        figures.Add(new FigureKey(tally.DeskId, day, measure, agentId, bucket));
    }
}
