using System.Buffers.Binary;

namespace LiveChat.WebFront.Files.Pictures;

/// <summary>Reads a picture from front to end, in large strides.</summary>
internal sealed class PictureBytes(Stream source)
{
    private readonly byte[] _buffer = new byte[32 * 1024];
    private int _at;
    private int _end;

    /// <summary>The next byte.</summary>
    /// <exception cref="EndOfStreamException">There is none.</exception>
    public byte Next() => _at < _end || Fill() ? _buffer[_at++] : throw new EndOfStreamException();

    /// <summary>Exactly these next bytes.</summary>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public void Read(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var part = Take(bytes.Length);
            part.CopyTo(bytes);
            bytes = bytes[part.Length..];
        }
    }

    /// <summary>So many next bytes.</summary>
    public byte[] Read(int count)
    {
        var bytes = new byte[count];
        Read(bytes);
        return bytes;
    }

    /// <summary>A number of two bytes, the greater first.</summary>
    public int Short() => Next() << 8 | Next();

    /// <summary>A number of four bytes, the greatest first.</summary>
    public uint Long() => BinaryPrimitives.ReadUInt32BigEndian(Read(4));

    /// <summary>Copies so many bytes.</summary>
    public void Copy(Stream target, long count)
    {
        for (var left = count; left > 0;)
        {
            var part = Take(left);
            target.Write(part);
            left -= part.Length;
        }
    }

    /// <summary>Passes so many bytes over.</summary>
    public void Skip(long count)
    {
        for (var left = count; left > 0;) left -= Take(left).Length;
    }

    /// <summary>The bytes at hand, at least one and at most so many.</summary>
    public ReadOnlySpan<byte> Take(long most)
    {
        if (_at >= _end && !Fill()) throw new EndOfStreamException();
        var part = _buffer.AsSpan(_at, (int)Math.Min(most, _end - _at));
        _at += part.Length;
        return part;
    }

    /// <summary>Copies up to a byte, which is left to be read.</summary>
    public void CopyTo(Stream target, byte end)
    {
        while (_at < _end || Fill())
        {
            var rest = _buffer.AsSpan(_at, _end - _at);
            var found = rest.IndexOf(end);
            target.Write(found < 0 ? rest : rest[..found]);
            _at += found < 0 ? rest.Length : found;
            if (found >= 0) return;
        }
        throw new EndOfStreamException();
    }

    private bool Fill()
    {
        (_at, _end) = (0, source.Read(_buffer));
        return _end > 0;
    }
}
