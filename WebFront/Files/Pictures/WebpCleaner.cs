using System.Buffers.Binary;

namespace LiveChat.WebFront.Files.Pictures;

/// <summary>WebP: keeps the chunks that draw the picture; the head is written anew.</summary>
internal sealed class WebpCleaner(PictureBytes source, Stream target, long maxPixels)
{
    private const int HeadLength = 12;
    private const int LookLength = 10;
    private const byte NotesFlags = 0x0C;
    private const int MostFrames = 1000;

    private Picture? _size;
    private int _frames;
    private bool _isExtended;
    private bool _hasPicture;

    public Picture Clean()
    {
        var head = source.Read(HeadLength);
        if (!head.AsSpan().StartsWith("RIFF"u8) || !head.AsSpan(8).SequenceEqual("WEBP"u8)) throw Broken();
        target.Write(head);
        long left = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)) - 4L;
        while (left >= 8) left -= CopyChunk(left);
        if (_size is null || !_hasPicture) throw Broken();
        WriteLength();
        return _size;
    }

    /// <summary>One chunk; answers its bytes.</summary>
    private long CopyChunk(long left)
    {
        var head = source.Read(8);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
        var padded = length + (length & 1);
        if (padded + 8 > left) throw Broken();
        switch (System.Text.Encoding.ASCII.GetString(head, 0, 4))
        {
            case "VP8X":
                CopyExtended(head, length);
                break;
            case "VP8 " or "VP8L":
                CopyPicture(head, length, padded);
                break;
            case "ANMF":
                CopyFrame(head, length, padded);
                break;
            case "ALPH" or "ANIM" or "ICCP":
                target.Write(head);
                source.Copy(target, padded);
                break;
            default:
                source.Skip(padded);
                break;
        }
        return padded + 8;
    }

    private void CopyExtended(byte[] head, long length)
    {
        if (length != 10 || _size is not null) throw Broken();
        var data = source.Read(10);
        data[0] &= unchecked((byte)~NotesFlags);
        TakeSize(1 + Number24(data, 4), 1 + Number24(data, 7));
        _isExtended = true;
        target.Write(head);
        target.Write(data);
    }

    private void CopyPicture(byte[] head, long length, long padded)
    {
        if (length < LookLength || _hasPicture) throw Broken();
        var look = source.Read(LookLength);
        var (width, height) = head[3] == (byte)'L' ? LosslessSize(look) : LossySize(look);
        if (!_isExtended) TakeSize(width, height);
        else Picture.Require(width, height, maxPixels);
        target.Write(head);
        target.Write(look);
        source.Copy(target, padded - LookLength);
        _hasPicture = true;
    }

    private void CopyFrame(byte[] head, long length, long padded)
    {
        if (!_isExtended || length < 16 || ++_frames > MostFrames) throw Broken();
        var frame = source.Read(16);
        Picture.Require(1 + Number24(frame, 6), 1 + Number24(frame, 9), maxPixels);
        target.Write(head);
        target.Write(frame);
        source.Copy(target, padded - 16);
        _hasPicture = true;
    }

    private void TakeSize(int width, int height)
    {
        Picture.Require(width, height, maxPixels);
        _size = new(width, height);
    }

    private void WriteLength()
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)(target.Length - 8));
        target.Position = 4;
        target.Write(number);
        target.Position = target.Length;
    }

    private static (int Width, int Height) LossySize(byte[] look)
    {
        if (!look.AsSpan(3, 3).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) throw Broken();
        return ((look[6] | look[7] << 8) & 0x3FFF, (look[8] | look[9] << 8) & 0x3FFF);
    }

    private static (int Width, int Height) LosslessSize(byte[] look)
    {
        if (look[0] != 0x2F) throw Broken();
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(look.AsSpan(1));
        return (1 + (int)(bits & 0x3FFF), 1 + (int)(bits >> 14 & 0x3FFF));
    }

    private static int Number24(byte[] bytes, int at) => bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16;

    private static BrokenPictureException Broken() => new("The picture is broken: it is no whole WebP.");
}
