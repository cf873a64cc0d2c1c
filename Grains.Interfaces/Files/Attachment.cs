namespace LiveChat.Files;

/// <summary>A file as a message shows it.</summary>
/// <param name="FileId">The file.</param>
/// <param name="Name">The name that it had with its sender, cleaned.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="ContentType">What its content is, found out by the server.</param>
/// <param name="Width">Pixels across, for pictures.</param>
/// <param name="Height">Pixels down, for pictures.</param>
/// <param name="Seconds">How long a recording lasts, as its sender says.</param>
/// <param name="ThumbnailUrl">Where a small picture of it is had, with a token; null without one.</param>
[GenerateSerializer, Immutable, Alias("Attachment")]
public sealed record Attachment(
    [property: Id(0)] Guid FileId,
    [property: Id(1)] string Name,
    [property: Id(2)] long Size,
    [property: Id(3)] string ContentType,
    [property: Id(4)] int? Width = null,
    [property: Id(5)] int? Height = null,
    [property: Id(6)] double? Seconds = null,
    [property: Id(7)] string? ThumbnailUrl = null)
{
    /// <summary>The most files of one message.</summary>
    public const int MostPerMessage = 10;

    /// <summary>Where its bytes are had, with a token.</summary>
    public string Url => $"/api/files/{FileId}";

    /// <summary>Where the small picture of a file is had.</summary>
    public static string ThumbnailUrlOf(Guid fileId) => $"/api/files/{fileId}/thumbnail";
}
