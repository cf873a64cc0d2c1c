namespace LiveChat.WebFront.Files.Pictures;

/// <summary>GIF: keeps frames, their timing and how often they repeat.</summary>
internal sealed class GifCleaner(PictureBytes source, Stream target, long maxPixels)
{
    private const int MostFrames = 2000;

    private int _frames;

    public Picture Clean()
    {
        var header = source.Read(13);
        if (!header.AsSpan().StartsWith("GIF87a"u8) && !header.AsSpan().StartsWith("GIF89a"u8)) throw Broken();
        var (width, height) = (Number(header, 6), Number(header, 8));
        Picture.Require(width, height, maxPixels);
        target.Write(header);
        CopyColours(header[10]);
        var goesOn = true;
        while (goesOn) goesOn = CopyBlock();
        return _frames > 0 ? new(width, height) : throw Broken();
    }

    /// <summary>One block; false after the last.</summary>
    private bool CopyBlock()
    {
        switch (source.Next())
        {
            case 0x2C:
                CopyFrame();
                return true;
            case 0x21:
                CopyExtension();
                return true;
            case 0x3B:
                target.WriteByte(0x3B);
                return false;
            default:
                throw Broken();
        }
    }

    private void CopyFrame()
    {
        if (++_frames > MostFrames) throw Broken();
        var frame = source.Read(9);
        Picture.Require(Number(frame, 4), Number(frame, 6), maxPixels);
        target.WriteByte(0x2C);
        target.Write(frame);
        CopyColours(frame[8]);
        target.WriteByte(source.Next());
        CopyParts();
    }

    private void CopyExtension()
    {
        var label = source.Next();
        var length = source.Next();
        var first = source.Read(length);
        var isKept = label == 0xF9 || (label == 0xFF && (first.AsSpan().SequenceEqual("NETSCAPE2.0"u8) || first.AsSpan().SequenceEqual("ANIMEXTS1.0"u8)));
        if (isKept)
        {
            target.Write([0x21, label, length]);
            target.Write(first);
            CopyParts();
        }
        else if (length > 0)
        {
            for (var part = source.Next(); part != 0; part = source.Next()) source.Skip(part);
        }
    }

    private void CopyParts()
    {
        while (true)
        {
            var length = source.Next();
            target.WriteByte(length);
            if (length == 0) return;
            source.Copy(target, length);
        }
    }

    /// <summary>The table of colours, if there is one.</summary>
    private void CopyColours(byte flags)
    {
        if ((flags & 0x80) != 0) source.Copy(target, 3 << ((flags & 7) + 1));
    }

    private static int Number(byte[] bytes, int at) => bytes[at] | bytes[at + 1] << 8;

    private static BrokenPictureException Broken() => new("The picture is broken: it is no whole GIF.");
}
