using LiveChat.Audit;

namespace LiveChat.Exports;

/// <summary>The stored exports: all but their bytes.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>.</remarks>
public interface IExportStore
{
    /// <summary>Adds one together with its entry of the trail.</summary>
    Task Add(Export export, AuditEntry deed, CancellationToken token);

    /// <summary>One, or null.</summary>
    Task<StoredExport?> Find(Guid exportId, CancellationToken token);

    /// <summary>A user's, the newest first.</summary>
    Task<Export[]> Of(string ownerId, CancellationToken token);

    /// <summary>The oldest that waits, or whose lease has run out; null when there is none.</summary>
    Task<StoredExport?> Next(DateTimeOffset now, CancellationToken token);

    /// <summary>Writes how it stands now, unless it has changed since it was read; false then.</summary>
    Task<bool> Save(StoredExport export, CancellationToken token);

    /// <summary>Those that have expired, at most so many.</summary>
    Task<StoredExport[]> Expired(DateTimeOffset now, int most, CancellationToken token);

    /// <summary>Forgets one.</summary>
    Task Remove(Guid exportId, CancellationToken token);
}

/// <summary>An export as it is stored.</summary>
/// <param name="Export">The export.</param>
/// <param name="Place">Where its bytes lie, once it is done.</param>
/// <param name="FrontId">Who writes it.</param>
/// <param name="LeaseUntil">Until when that front is taken to live.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="Version">Rises with each change.</param>
public sealed record StoredExport(Export Export, string? Place, string? FrontId, DateTimeOffset? LeaseUntil, int Attempts, long Version);
