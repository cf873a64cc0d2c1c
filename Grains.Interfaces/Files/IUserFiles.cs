using Orleans.Concurrency;

namespace LiveChat.Files;

/// <summary>What a user uploads and opens: rights and quotas are decided here. The bytes never pass through it.</summary>
/// <remarks>Key: the user's id.</remarks>
[Alias("IUserFiles")]
public interface IUserFiles : IGrainWithStringKey
{
    /// <summary>Why the caller may not upload so much to a session now, or null. Asked before the first byte is taken.</summary>
    /// <param name="caller">Who uploads; must be the key's user.</param>
    /// <param name="sessionId">The session; NOT_FOUND for who may not know of it.</param>
    /// <param name="size">Bytes, as far as they are known.</param>
    [Alias("RefuseUpload")] Task<Refusal?> RefuseUpload(Caller caller, Guid sessionId, long size);

    /// <summary>Records a file whose bytes have come. Refused, or not attached to a message in time, it goes again.</summary>
    [Alias("Add")] Task<Outcome<StoredFile>> Add(Caller caller, StoredFile file);

    /// <summary>A file of a session that the caller may read; NOT_FOUND for all others.</summary>
    [Alias("Open"), AlwaysInterleave] Task<Outcome<StoredFile>> Open(Caller caller, Guid fileId);
}

/// <summary>A file that was uploaded to a session: all but its bytes.</summary>
/// <param name="FileId">Its id (UUIDv7).</param>
/// <param name="SessionId">The session to which it belongs for good.</param>
/// <param name="UploaderId">The user who alone may attach it.</param>
/// <param name="Place">Under which name its bytes lie: year, month, day, and a generated name.</param>
/// <param name="Shown">What messages show of it.</param>
/// <param name="CreatedAt">When it came, in UTC.</param>
/// <param name="ThumbnailType">The content type of the small picture; null without one.</param>
[GenerateSerializer, Immutable, Alias("StoredFile")]
public sealed record StoredFile(
    [property: Id(0)] Guid FileId,
    [property: Id(1)] Guid SessionId,
    [property: Id(2)] string UploaderId,
    [property: Id(3)] string Place,
    [property: Id(4)] Attachment Shown,
    [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] string? ThumbnailType = null);
