using System.Buffers.Binary;

namespace LiveChat.WebFront.Files.Pictures;

/// <summary>PNG, moving ones too: keeps the chunks that draw the picture, each checked against its sum.</summary>
internal sealed class PngCleaner(PictureBytes source, Stream target, long maxPixels)
{
    private const int MostSmallBytes = 1024 * 1024;
    private const int MostFrames = 1000;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
    private static readonly HashSet<string> Small = new(StringComparer.Ordinal)
    {
        "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL",
    };

    private Picture? _size;
    private bool _hasData;
    private int _frames;

    public Picture Clean()
    {
        if (!source.Read(Signature.Length).AsSpan().SequenceEqual(Signature)) throw Broken();
        target.Write(Signature);
        var goesOn = true;
        while (goesOn) goesOn = CopyChunk();
        return _hasData ? _size! : throw Broken();
    }

    /// <summary>One chunk; false after the last.</summary>
    private bool CopyChunk()
    {
        var length = source.Long();
        var type = source.Read(4);
        var name = System.Text.Encoding.ASCII.GetString(type);
        if (length > int.MaxValue || (_size is null) != (name == "IHDR")) throw Broken();
        switch (name)
        {
            case "IHDR":
                TakeSize(CopySmall(type, length));
                return true;
            case "IDAT" or "fdAT":
                CopyData(type, length);
                _hasData |= name == "IDAT";
                return true;
            case "IEND":
                CopySmall(type, 0);
                return false;
            case "fcTL":
                TakeFrame(CopySmall(type, length));
                return true;
            case var small when Small.Contains(small):
                CopySmall(type, length);
                return true;
            case var other when char.IsAsciiLetterLower(other[0]):
                source.Skip((long)length + 4);
                return true;
            default:
                throw Broken();
        }
    }

    private void TakeSize(byte[] header)
    {
        if (header.Length != 13 || header[10] != 0 || header[11] != 0 || header[12] > 1) throw Broken();
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        Picture.Require(width, height, maxPixels);
        _size = new(width, height);
    }

    private void TakeFrame(byte[] frame)
    {
        if (frame.Length != 26 || ++_frames > MostFrames) throw Broken();
        Picture.Require(BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4)), BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(8)), maxPixels);
    }

    private byte[] CopySmall(byte[] type, uint length)
    {
        if (length > MostSmallBytes) throw Broken();
        var data = source.Read((int)length);
        WriteHead(type, length);
        target.Write(data);
        EndChunk(Crc32.Add(Crc32.Add(Crc32.Begin, type), data));
        return data;
    }

    private void CopyData(byte[] type, uint length)
    {
        WriteHead(type, length);
        var sum = Crc32.Add(Crc32.Begin, type);
        for (long left = length; left > 0;)
        {
            var part = source.Take(left);
            sum = Crc32.Add(sum, part);
            target.Write(part);
            left -= part.Length;
        }
        EndChunk(sum);
    }

    private void WriteHead(byte[] type, uint length)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, length);
        target.Write(number);
        target.Write(type);
    }

    private void EndChunk(uint sum)
    {
        var expected = source.Long();
        if (expected != Crc32.End(sum)) throw Broken();
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, expected);
        target.Write(number);
    }

    private static BrokenPictureException Broken() => new("The picture is broken: it is no whole PNG.");
}
