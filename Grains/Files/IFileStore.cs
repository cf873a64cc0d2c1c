namespace LiveChat.Files;

/// <summary>The records of files. Every change of one is made only if nobody changed it meanwhile: attaching and sweeping cannot both win.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>.</remarks>
public interface IFileStore
{
    /// <summary>Writes a new file that is looked at again at a time: by then a message must have it.</summary>
    Task Add(StoredFile file, DateTimeOffset checkAt, CancellationToken token);

    /// <summary>The file; null when there is none or it was removed.</summary>
    Task<StoredFile?> Find(Guid fileId, CancellationToken token);

    /// <summary>Bytes of a user's files, and of a session's.</summary>
    Task<(long OfUser, long OfSession)> Sizes(string userId, Guid sessionId, CancellationToken token);

    /// <summary>
    /// Gives files to a message, all or none: they are the sender's, of this session, and no other message has them. The
    /// same message again gets them again. They are looked at once more at a time, when the message must be in the log.
    /// </summary>
    /// <returns>What messages show of them, in the order asked for; null when one of them cannot be given.</returns>
    Task<Attachment[]?> Claim(Guid[] fileIds, Guid sessionId, string senderId, string clientMessageId, DateTimeOffset checkAt, CancellationToken token);

    /// <summary>Has a session's files looked at anew, at a time: something may have happened to what they belong to.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="fileIds">Which of its files; null for all.</param>
    /// <param name="checkAt">When.</param>
    /// <param name="token">Cancels.</param>
    Task Doubt(Guid sessionId, Guid[]? fileIds, DateTimeOffset checkAt, CancellationToken token);

    /// <summary>Files to be looked at by now, oldest first.</summary>
    Task<DoubtfulFile[]> Due(DateTimeOffset now, int most, CancellationToken token);

    /// <summary>The file stays, unless it was changed since it was read.</summary>
    /// <param name="file">The file as it was read.</param>
    /// <param name="checkAt">When it is looked at again; null for never.</param>
    /// <param name="token">Cancels.</param>
    Task Settle(DoubtfulFile file, DateTimeOffset? checkAt, CancellationToken token);

    /// <summary>The file is nobody's any more, unless it was changed since it was read: nobody gets it, and its bytes may go.</summary>
    /// <returns>False when it was changed: somebody needs it.</returns>
    Task<bool> Remove(DoubtfulFile file, CancellationToken token);

    /// <summary>Forgets a removed file whose bytes are gone.</summary>
    Task Forget(Guid fileId, CancellationToken token);
}

/// <summary>A file of which it is to be decided whether it stays.</summary>
/// <param name="File">The file.</param>
/// <param name="ClientMessageId">The message that it was given to; null for none.</param>
/// <param name="Removed">It was decided that it goes.</param>
/// <param name="Version">Rises with each change.</param>
public sealed record DoubtfulFile(StoredFile File, string? ClientMessageId, bool Removed, long Version);
