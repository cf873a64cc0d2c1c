using System.Buffers.Binary;

namespace LiveChat.WebFront.Files.Pictures;

/// <summary>The one thing of a camera's notes that draws the picture: which way up it is held (1 to 8).</summary>
internal static class Exif
{
    private const ushort Orientation = 0x0112;
    private const int HeaderLength = 6;
    private const int EntryLength = 12;
    private const int MostEntries = 1000;

    /// <summary>The orientation in a segment; null when it holds none.</summary>
    public static int? OrientationOf(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8)) return null;
        var tiff = segment[HeaderLength..];
        if (tiff.Length < 8) return null;
        var isLittle = tiff.StartsWith("II"u8);
        if (!isLittle && !tiff.StartsWith("MM"u8)) return null;
        var at = Number(tiff[4..], isLittle);
        if (at > tiff.Length - 2) return null;
        var count = Math.Min((int)Short(tiff[(int)at..], isLittle), MostEntries);
        for (var i = 0; i < count; i++)
        {
            var entry = at + 2 + (long)i * EntryLength;
            if (entry + EntryLength > tiff.Length) return null;
            if (Short(tiff[(int)entry..], isLittle) == Orientation) return Short(tiff[(int)(entry + 8)..], isLittle);
        }
        return null;
    }

    /// <summary>A segment that says the orientation and nothing else.</summary>
    public static byte[] Of(int orientation) =>
    [
        .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
        0, 0, 0, 0,
    ];

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Number(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
