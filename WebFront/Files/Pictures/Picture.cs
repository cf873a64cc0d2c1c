namespace LiveChat.WebFront.Files.Pictures;

/// <summary>A picture after cleaning, as it is shown.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
internal sealed record Picture(int Width, int Height)
{
    /// <summary>
    /// Copies a picture, piece by piece and without what is not the picture: where it was taken and by what, comments,
    /// thumbnails, and whatever was hidden in it or behind its end.
    /// </summary>
    /// <param name="contentType">What it is.</param>
    /// <param name="source">The picture as it came.</param>
    /// <param name="target">Seekable, empty.</param>
    /// <param name="maxPixels">The most pixels; read from what the picture declares, before anything is decoded.</param>
    /// <exception cref="BrokenPictureException">It is not what its first bytes say, or too big.</exception>
    public static Picture Clean(string contentType, Stream source, Stream target, long maxPixels)
    {
        var bytes = new PictureBytes(source);
        try
        {
            return contentType switch
            {
                "image/jpeg" => new JpegCleaner(bytes, target, maxPixels).Clean(),
                "image/png" => new PngCleaner(bytes, target, maxPixels).Clean(),
                "image/gif" => new GifCleaner(bytes, target, maxPixels).Clean(),
                "image/webp" => new WebpCleaner(bytes, target, maxPixels).Clean(),
                _ => throw new BrokenPictureException("It is no picture."),
            };
        }
        catch (EndOfStreamException)
        {
            throw new BrokenPictureException("The picture ends before its end.");
        }
    }

    /// <exception cref="BrokenPictureException">There are none, or too many.</exception>
    public static void Require(int width, int height, long maxPixels)
    {
        if (width <= 0 || height <= 0) throw new BrokenPictureException("The picture has no size.");
        if ((long)width * height > maxPixels) throw new BrokenPictureException($"The picture has {width} × {height} pixels; at most {maxPixels / 1_000_000} million are allowed.");
    }
}

/// <summary>The picture is broken or too big; the message says so to its sender.</summary>
internal sealed class BrokenPictureException(string message) : Exception(message);
