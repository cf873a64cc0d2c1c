using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace LiveChat.WebFront.Files;

/// <summary>Finds out what a file is by its first bytes.</summary>
internal static class Sniffing
{
    /// <summary>How many bytes are looked at.</summary>
    public const int HeadLength = 4096;

    private const string ZipType = "application/zip";

    private static readonly SearchValues<byte> TypeBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz./-"u8);

    private static readonly SearchValues<byte> ControlBytes = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31, 127]);

    /// <summary>The type of a file that begins so.</summary>
    /// <param name="head">The first <see cref="HeadLength"/> bytes, or all when there are fewer.</param>
    public static FileType Of(ReadOnlySpan<byte> head) =>
        Program(head) ?? Picture(head) ?? Film(head) ?? Sound(head) ?? Document(head) ?? FileType.Unknown;

    private static FileType? Program(ReadOnlySpan<byte> head)
    {
        var isProgram = (head.StartsWith("MZ"u8) && head.Contains((byte)0)) || head.StartsWith("\u007fELF"u8)
            || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xED, 0xFA]) || head.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE])
            || head.StartsWith((ReadOnlySpan<byte>)[0xCE, 0xFA, 0xED, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE])
            || head.StartsWith((ReadOnlySpan<byte>)[0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]);
        return isProgram ? new(FileKind.Program, FileType.Unknown.ContentType) : null;
    }

    private static FileType? Picture(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return new(FileKind.Picture, "image/jpeg");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10])) return new(FileKind.Picture, "image/png");
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return new(FileKind.Picture, "image/gif");
        return IsRiff(head, "WEBP"u8) ? new(FileKind.Picture, "image/webp") : null;
    }

    private static FileType? Film(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return Matroska(head);
        if (head.StartsWith("OggS"u8)) return Ogg(head);
        return head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) ? IsoMedia(head) : null;
    }

    private static FileType Matroska(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf("webm"u8) is < 0 or > 64) return FileType.Unknown;
        if (head.IndexOf("V_VP"u8) >= 0 || head.IndexOf("V_AV1"u8) >= 0) return new(FileKind.Video, "video/webm");
        return head.IndexOf("A_OPUS"u8) >= 0 || head.IndexOf("A_VORBIS"u8) >= 0 ? new(FileKind.Audio, "audio/webm") : FileType.Unknown;
    }

    private static FileType Ogg(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf("theora"u8) >= 0) return new(FileKind.Video, "video/ogg");
        var isSound = head.IndexOf("OpusHead"u8) >= 0 || head.IndexOf("\u0001vorbis"u8) >= 0 || head.IndexOf("Speex   "u8) >= 0;
        return isSound ? new(FileKind.Audio, "audio/ogg") : FileType.Unknown;
    }

    private static FileType IsoMedia(ReadOnlySpan<byte> head)
    {
        var brand = head[8..12];
        if (brand.SequenceEqual("M4A "u8) || brand.SequenceEqual("M4B "u8)) return new(FileKind.Audio, "audio/mp4");
        if (brand.SequenceEqual("qt  "u8)) return new(FileKind.Video, "video/quicktime");
        var isFilm = brand.StartsWith("mp4"u8) || brand.StartsWith("iso"u8) || brand.StartsWith("avc"u8) || brand.StartsWith("M4V"u8) || brand.StartsWith("dash"u8) || brand.StartsWith("3g"u8);
        // Still pictures of this family (HEIC, AVIF) carry what we could not take out of them.
        if (!isFilm) return FileType.Unknown;
        return head.IndexOf("soun"u8) >= 0 && head.IndexOf("vide"u8) < 0 ? new(FileKind.Audio, "audio/mp4") : new(FileKind.Video, "video/mp4");
    }

    private static FileType? Sound(ReadOnlySpan<byte> head)
    {
        if (IsRiff(head, "WAVE"u8)) return new(FileKind.Audio, "audio/wav");
        if (head.StartsWith("fLaC"u8)) return new(FileKind.Audio, "audio/flac");
        return head.StartsWith("ID3"u8) || IsMp3Frame(head) ? new(FileKind.Audio, "audio/mpeg") : null;
    }

    /// <summary>A frame's header of MPEG layer III: sync, a version, a layer, a bit rate and a sampling rate that exist.</summary>
    private static bool IsMp3Frame(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && (head[1] & 0x18) != 0x08
        && (head[2] & 0xF0) is not (0xF0 or 0) && (head[2] & 0x0C) != 0x0C;

    private static FileType? Document(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF-"u8)) return new(FileKind.Other, "application/pdf");
        if (head.StartsWith("PK\u0003\u0004"u8)) return new(FileKind.Other, ZipContent(head));
        return IsText(head) ? new(FileKind.Other, "text/plain; charset=utf-8") : null;
    }

    /// <summary>Office files are archives; what their first entries are called says which.</summary>
    private static string ZipContent(ReadOnlySpan<byte> head)
    {
        if (head.IndexOf("word/"u8) >= 0) return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        if (head.IndexOf("xl/"u8) >= 0) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        if (head.IndexOf("ppt/"u8) >= 0) return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
        if (head.IndexOf("mimetypeapplication/vnd.oasis.opendocument."u8) is not (>= 0 and var at)) return ZipType;
        var type = head[(at + "mimetype".Length)..];
        var end = type.IndexOfAnyExcept(TypeBytes);
        return Encoding.ASCII.GetString(end < 0 ? type : type[..end]);
    }

    /// <summary>Readable text that begins with no mark: what a browser could take for a page is not text to us.</summary>
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) head = head[3..];
        if (head.ContainsAny(ControlBytes) || head.TrimStart(" \t\r\n"u8).StartsWith("<"u8)) return false;
        // The head may end within a character.
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            if (Utf8.IsValid(head[..^cut])) return head.Length < HeadLength ? cut == 0 : true;
        }
        return false;
    }

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> form) =>
        head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual(form) && BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) >= 4;
}
