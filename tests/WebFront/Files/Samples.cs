using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LiveChat.WebFront.Files.Pictures;

namespace LiveChat.WebFront.Tests.Files;

/// <summary>Files for tests, made byte by byte so that each test says what is in them.</summary>
internal static class Samples
{
    /// <summary>What must not survive cleaning.</summary>
    public const string Secret = "GPS 25.0330 N 121.5654 E <script>alert(1)</script>";

    private static readonly byte[] JpegTables = Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
    private static readonly byte[] JpegCodes = [.. Segment(0xC4, [0x00, 1, .. new byte[15], 0]), .. Segment(0xC4, [0x10, 1, .. new byte[15], 0])];

    /// <summary>A grey JPEG with all that cameras and attackers add.</summary>
    public static byte[] Jpeg(int width = 1, int height = 1, int orientation = 6, bool withSecrets = true) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
        .. withSecrets ? Segment(0xE1, ExifWith(orientation)) : [],
        .. withSecrets ? Segment(0xE1, Encoding.UTF8.GetBytes("http://ns.adobe.com/xap/1.0/\0" + Secret)) : [],
        .. withSecrets ? Segment(0xFE, Encoding.UTF8.GetBytes(Secret)) : [],
        .. JpegTables,
        .. Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]),
        .. JpegCodes,
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
        0x3F, 0xFF, 0x00, 0xBF, 0xFF, 0xD9,
        .. withSecrets ? Encoding.UTF8.GetBytes("<html>" + Secret) : [],
    ];

    /// <summary>A PNG that browsers draw: one colour.</summary>
    public static byte[] Png(int width = 2, int height = 2, bool withSecrets = true)
    {
        var pixels = new MemoryStream();
        using (var zip = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + Math.Min(width, 4000) * 3];
            for (var y = 0; y < Math.Min(height, 4000); y++) zip.Write(row);
        }
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A,
            .. Chunk("IHDR", [.. Number(width), .. Number(height), 8, 2, 0, 0, 0]),
            .. withSecrets ? Chunk("tEXt", Encoding.UTF8.GetBytes("Comment\0" + Secret)) : [],
            .. withSecrets ? Chunk("eXIf", Encoding.UTF8.GetBytes(Secret)) : [],
            .. Chunk("IDAT", pixels.ToArray()),
            .. Chunk("IEND", []),
            .. withSecrets ? Encoding.UTF8.GetBytes(Secret) : [],
        ];
    }

    /// <summary>A GIF that is a script as well, as far as its comment goes.</summary>
    public static byte[] Gif(bool withSecrets = true) =>
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
        .. withSecrets ? (byte[])[0x21, 0xFE, (byte)Secret.Length, .. Encoding.ASCII.GetBytes(Secret), 0] : [],
        0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
        .. withSecrets ? (byte[])[0x21, 0xFF, 11, .. "XMP DataXMP"u8, (byte)Secret.Length, .. Encoding.ASCII.GetBytes(Secret), 0] : [],
        0x21, 0xF9, 4, 0, 0, 0, 0, 0,
        0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B,
        .. withSecrets ? Encoding.UTF8.GetBytes(Secret) : [],
    ];

    /// <summary>A WebP (lossless, 1 × 1) with camera notes.</summary>
    public static byte[] Webp(bool withSecrets = true)
    {
        byte[] chunks =
        [
            .. Riff("VP8X", [(byte)(withSecrets ? 0x0C : 0), 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            .. Riff("VP8L", [0x2F, 0, 0, 0, 0, 7, 0x10, 0x11, 0x11, 0x88, 0x88, 8]),
            .. withSecrets ? Riff("EXIF", Encoding.UTF8.GetBytes(Secret)) : [],
            .. withSecrets ? Riff("XMP ", Encoding.UTF8.GetBytes(Secret)) : [],
        ];
        return [.. "RIFF"u8, .. Little(chunks.Length + 4), .. "WEBP"u8, .. chunks, .. withSecrets ? Encoding.UTF8.GetBytes(Secret) : []];
    }

    public static byte[] Svg => Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>");

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        return [.. Number(data.Length), .. body, .. Number((int)Crc32.End(Crc32.Add(Crc32.Begin, body)))];
    }

    public static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, (byte)(data.Length + 2 >> 8), (byte)(data.Length + 2), .. data];

    private static byte[] ExifWith(int orientation) =>
    [
        .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 2, 0,
        0x0F, 0x01, 2, 0, 4, 0, 0, 0, (byte)'c', (byte)'a', (byte)'m', 0,
        0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0,
        0, 0, 0, 0, .. Encoding.UTF8.GetBytes(Secret),
    ];

    private static byte[] Riff(string type, byte[] data) =>
        [.. Encoding.ASCII.GetBytes(type), .. Little(data.Length), .. data, .. data.Length % 2 == 1 ? (byte[])[0] : []];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little(int value) => BitConverter.GetBytes(value);
}
