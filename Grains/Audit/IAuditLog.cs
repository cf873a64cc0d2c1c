namespace LiveChat.Audit;

/// <summary>The stored trail. Nothing in it is ever changed or removed.</summary>
public interface IAuditLog
{
    /// <summary>Writes an entry by itself; committed when it returns. Where a deed is a write of its own, both go in one transaction instead.</summary>
    /// <exception cref="StoreUnavailableException">The database is away: the deed must not be acknowledged.</exception>
    Task Append(AuditEntry entry, CancellationToken token);

    /// <summary>A page, newest first.</summary>
    /// <exception cref="FormatException"><paramref name="after"/> is not what a page answered.</exception>
    Task<AuditPage> Read(AuditFilter filter, string? after, int limit, CancellationToken token);
}
