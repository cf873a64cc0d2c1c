namespace LiveChat.WebFront.Files.Pictures;

/// <summary>JPEG: keeps what draws the picture, and which way up it is held.</summary>
internal sealed class JpegCleaner(PictureBytes source, Stream target, long maxPixels)
{
    private const byte Mark = 0xFF;
    private const byte Start = 0xD8;
    private const byte End = 0xD9;
    private const byte Scan = 0xDA;
    private const int MostScans = 200;
    private const int MostColourBytes = 1024 * 1024;

    private (int Width, int Height)? _size;
    private int _scans;
    private int _colourBytes;
    private int _orientation = 1;

    public Picture Clean()
    {
        if (source.Next() != Mark || source.Next() != Start) throw Broken();
        target.Write([Mark, Start]);
        var marker = NextMarker();
        while (marker != End) marker = marker == Scan ? CopyScan() : NextMarker(marker);
        if (_size is not { } size || _scans == 0) throw Broken();
        target.Write([Mark, End]);
        // From 5 on the picture lies on its side.
        return _orientation >= 5 ? new(size.Height, size.Width) : new(size.Width, size.Height);
    }

    private byte NextMarker(byte current)
    {
        CopySegment(current);
        return NextMarker();
    }

    private byte NextMarker()
    {
        if (source.Next() != Mark) throw Broken();
        byte marker;
        do marker = source.Next();
        while (marker == Mark);
        return marker;
    }

    private byte[] ReadSegment()
    {
        var length = source.Short() - 2;
        return length < 0 ? throw Broken() : source.Read(length);
    }

    private void CopySegment(byte marker)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                var frame = ReadSegment();
                TakeSize(frame);
                Write(marker, frame);
                break;
            case 0xC4 or 0xDB or 0xDD: // Huffman tables, quantisation tables, restart interval
                Write(marker, ReadSegment());
                break;
            case 0xE0:
                CopyDensity(ReadSegment());
                break;
            case 0xE1:
                CopyOrientation(ReadSegment());
                break;
            case 0xE2:
                CopyColours(ReadSegment());
                break;
            case 0xEE:
                CopyTransform(ReadSegment());
                break;
            case 0xFE or (>= 0xE3 and <= 0xEF):
                ReadSegment();
                break;
            default:
                throw Broken();
        }
    }

    private void TakeSize(byte[] frame)
    {
        if (_size is not null || frame.Length < 6) throw Broken();
        var (height, width) = (frame[1] << 8 | frame[2], frame[3] << 8 | frame[4]);
        Picture.Require(width, height, maxPixels);
        _size = (width, height);
    }

    /// <summary>A scan: its head, then data up to the next marker that is not part of it.</summary>
    private byte CopyScan()
    {
        if (_size is null || ++_scans > MostScans) throw Broken();
        Write(Scan, ReadSegment());
        while (true)
        {
            source.CopyTo(target, Mark);
            source.Next();
            var next = source.Next();
            while (next == Mark) next = source.Next();
            if (next is not 0 and not (>= 0xD0 and <= 0xD7)) return next;
            target.Write([Mark, next]);
        }
    }

    /// <summary>JFIF's density, without the thumbnail that may follow it.</summary>
    private void CopyDensity(byte[] segment)
    {
        if (segment.Length >= 14 && segment.AsSpan().StartsWith("JFIF\0"u8)) Write(0xE0, [.. segment.AsSpan(0, 12), 0, 0]);
    }

    /// <summary>Of all that cameras write, which way up the picture is held.</summary>
    private void CopyOrientation(byte[] segment)
    {
        if (_size is not null || _orientation != 1 || Exif.OrientationOf(segment) is not (> 1 and <= 8 and var orientation)) return;
        _orientation = orientation;
        Write(0xE1, Exif.Of(orientation));
    }

    private void CopyColours(byte[] segment)
    {
        if (!segment.AsSpan().StartsWith("ICC_PROFILE\0"u8)) return;
        if ((_colourBytes += segment.Length) > MostColourBytes) throw Broken();
        Write(0xE2, segment);
    }

    private void CopyTransform(byte[] segment)
    {
        if (segment.Length >= 12 && segment.AsSpan().StartsWith("Adobe"u8)) Write(0xEE, segment[..12]);
    }

    private void Write(byte marker, ReadOnlySpan<byte> segment)
    {
        var length = segment.Length + 2;
        target.Write([Mark, marker, (byte)(length >> 8), (byte)length]);
        target.Write(segment);
    }

    private static BrokenPictureException Broken() => new("The picture is broken: it is no JPEG that browsers draw.");
}
