namespace LiveChat.Audit;

/// <summary>Makes entries of the trail.</summary>
public static class Audited
{
    /// <summary>What somebody does.</summary>
    /// <param name="clock">Says when.</param>
    /// <param name="by">Who.</param>
    /// <param name="action">One of <see cref="AuditAction"/>.</param>
    /// <param name="target">The id of what it is done to, or null.</param>
    /// <param name="detail">What changes. Never a secret, never what was said.</param>
    public static AuditEntry Deed(TimeProvider clock, Caller by, string action, string? target, params (string Name, string? Value)[] detail) =>
        Deed(clock, by.UserId, by.Name, action, target, detail);

    /// <summary>What a user does who is no caller yet.</summary>
    public static AuditEntry Deed(TimeProvider clock, string actorId, string actorName, string action, string? target, params (string Name, string? Value)[] detail)
    {
        // Databases keep microseconds: an entry is read as it was written.
        var now = clock.GetUtcNow();
        var values = detail.Where(d => d.Value is not null).ToDictionary(d => d.Name, d => d.Value!, StringComparer.Ordinal);
        return new(Guid.CreateVersion7(now), now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), actorId, actorName, action, target, values);
    }
}
