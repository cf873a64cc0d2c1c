using LiveChat.Sessions;

namespace LiveChat.Queues;

/// <summary>Where the visitor of a session that an agent has is.</summary>
internal enum Attendance
{
    /// <summary>In the conversation all the time.</summary>
    Present,

    /// <summary>Silent for long after the agent answered: the session takes no slot.</summary>
    Idle,

    /// <summary>In the conversation again after having been silent for so long: whether it has its slot again only the queue knows.</summary>
    Resumed,
}

/// <summary>Whose visitors are away. Pure: what was said, and when, is all that it goes by, so a restart forgets nothing.</summary>
internal static class IdleRules
{
    /// <summary>Where the visitor is.</summary>
    /// <param name="words">When people said something, in order; null for never.</param>
    /// <param name="idleAfter">How long a silence makes idle, counted from the agent's first word after the visitor's last; 0 for never.</param>
    /// <param name="now">The time.</param>
    public static Attendance Of(LastWords? words, TimeSpan idleAfter, DateTimeOffset now)
    {
        if (idleAfter == TimeSpan.Zero || words is null) return Attendance.Present;
        var wasIdle = false;
        DateTimeOffset? answeredAt = null; // an agent who asks "are you there?" again and again does not keep anybody
        foreach (var said in words.Said)
        {
            if (said.ByStaff)
            {
                answeredAt ??= said.At;
                continue;
            }
            wasIdle |= said.At - answeredAt >= idleAfter;
            answeredAt = null;
        }
        if (now - answeredAt >= idleAfter) return Attendance.Idle;
        return wasIdle ? Attendance.Resumed : Attendance.Present;
    }
}
