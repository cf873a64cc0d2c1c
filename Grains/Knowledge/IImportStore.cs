namespace LiveChat.Knowledge;

/// <summary>How far imports are, for who asks after the process that ran them has ended.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>.</remarks>
public interface IImportStore
{
    /// <summary>Writes how far an import is, and forgets those of which nothing was heard for long.</summary>
    Task Save(StoredImport import, CancellationToken token);

    /// <summary>How far an import was when it was written last; null when there is none.</summary>
    Task<StoredImport?> Find(Guid importId, CancellationToken token);
}

/// <summary>An import as it is stored.</summary>
/// <param name="OwnerId">Who began it.</param>
/// <param name="UpdatedAt">When this was written.</param>
/// <param name="Progress">How far it is.</param>
public sealed record StoredImport(string OwnerId, DateTimeOffset UpdatedAt, ImportProgress Progress);
