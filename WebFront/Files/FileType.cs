using LiveChat.Files;

namespace LiveChat.WebFront.Files;

/// <summary>What a file is for those who see it.</summary>
internal enum FileKind
{
    /// <summary>To be downloaded.</summary>
    Other = 0,

    /// <summary>A picture that browsers draw; cleaned before it is kept.</summary>
    Picture = 1,

    /// <summary>A recording or music, played in place.</summary>
    Audio = 2,

    /// <summary>A film, played in place.</summary>
    Video = 3,

    /// <summary>A program: never taken.</summary>
    Program = 4,
}

/// <summary>What a file is, found out by its first bytes alone: neither its name nor what its sender says counts.</summary>
/// <param name="Kind">What it is for those who see it.</param>
/// <param name="ContentType">Its content type, as it will be served.</param>
internal sealed record FileType(FileKind Kind, string ContentType)
{
    /// <summary>For what is not known, and for what browsers would run: HTML, SVG, scripts.</summary>
    public static readonly FileType Unknown = new(FileKind.Other, "application/octet-stream");

    /// <summary>Whether it may be shown within a page. All else is a download.</summary>
    public bool IsShown => Kind is FileKind.Picture or FileKind.Audio or FileKind.Video;

    /// <summary>The most bytes of such a file.</summary>
    public long Limit(FilesOptions options) => Kind switch
    {
        FileKind.Picture => options.MaxPictureBytes,
        FileKind.Audio => options.MaxAudioBytes,
        FileKind.Video => options.MaxVideoBytes,
        _ => options.MaxFileBytes,
    };

    /// <summary>The type under which a file was stored.</summary>
    public static FileType Stored(string contentType) => new(contentType.Split('/')[0] switch
    {
        "image" => FileKind.Picture,
        "audio" => FileKind.Audio,
        "video" => FileKind.Video,
        _ => FileKind.Other,
    }, contentType);
}
