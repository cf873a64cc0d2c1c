using LiveChat.Files;

namespace LiveChat.Silo.Storage.Files;

/// <summary>A file as it stands in a row.</summary>
internal sealed class FileRow
{
    public Guid FileId { get; init; }

    public Guid SessionId { get; init; }

    public string UploaderId { get; init; } = "";

    public string Place { get; init; } = "";

    public string Name { get; init; } = "";

    public string ContentType { get; init; } = "";

    public long Size { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public double? Seconds { get; init; }

    public string? ThumbnailType { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? ClientMessageId { get; init; }

    public int Removed { get; init; }

    public long Version { get; init; }

    public StoredFile ToFile() => new(
        FileId, SessionId, UploaderId, Place,
        new Attachment(FileId, Name, Size, ContentType, Width, Height, Seconds, ThumbnailType is null ? null : Attachment.ThumbnailUrlOf(FileId)), CreatedAt, ThumbnailType);

    public static object Of(StoredFile file, DateTimeOffset checkAt) => new
    {
        file_id = file.FileId,
        session_id = file.SessionId,
        uploader_id = file.UploaderId,
        place = file.Place,
        name = file.Shown.Name,
        content_type = file.Shown.ContentType,
        size = file.Shown.Size,
        width = file.Shown.Width,
        height = file.Shown.Height,
        seconds = file.Shown.Seconds,
        thumbnail_type = file.ThumbnailType,
        created_at = file.CreatedAt,
        check_at = checkAt,
        removed = 0,
        version = 0L,
    };
}
