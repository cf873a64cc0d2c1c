using LiveChat.Files;

namespace LiveChat.WebFront.Wire;

/// <summary>An upload, its parts in this order.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Seconds">How long a recording lasts.</param>
/// <param name="File">The file, with its name.</param>
/// <param name="Thumbnail">A small picture of a picture or film: JPEG, PNG or WebP, at most 640 × 640.</param>
internal sealed record FileForm(Guid SessionId, double? Seconds, IFormFile File, IFormFile? Thumbnail);

/// <summary>How big files may be, in bytes.</summary>
internal sealed record FileLimits(long Picture, long Audio, long Video, long File, int PerMessage)
{
    public static FileLimits From(FilesOptions options) =>
        new(options.MaxPictureBytes, options.MaxAudioBytes, options.MaxVideoBytes, options.MaxFileBytes, Attachment.MostPerMessage);
}
