using System.Text;
using LiveChat.WebFront.Files;

namespace LiveChat.WebFront.Tests.Files;

/// <summary>The type is what the bytes are, and names are made harmless.</summary>
public class SniffingTests
{
    public static TheoryData<string, byte[]> Known => new()
    {
        { "image/jpeg", Samples.Jpeg() },
        { "image/png", Samples.Png() },
        { "image/gif", Samples.Gif() },
        { "image/webp", Samples.Webp() },
        { "application/pdf", Text("%PDF-1.7\n") },
        { "application/zip", Text("PK\u0003\u0004something") },
        { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Text("PK\u0003\u0004....[Content_Types].xml....word/document.xml") },
        { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Text("PK\u0003\u0004....xl/workbook.xml") },
        { "application/vnd.oasis.opendocument.text", Text("PK\u0003\u0004....mimetypeapplication/vnd.oasis.opendocument.textPK") },
        { "text/plain; charset=utf-8", Text("訂單 12345\n") },
        { "text/plain; charset=utf-8", [0xEF, 0xBB, 0xBF, .. Text("a,b\r\n1,2")] },
        { "text/plain; charset=utf-8", [.. Text(new string('a', Sniffing.HeadLength - 1)), 0xE8] },
        { "audio/webm", [0x1A, 0x45, 0xDF, 0xA3, .. Text("....B\u0082webm....A_OPUS")] },
        { "video/webm", [0x1A, 0x45, 0xDF, 0xA3, .. Text("....B\u0082webm....V_VP9....A_OPUS")] },
        { "audio/ogg", Text("OggS....................OpusHead") },
        { "video/ogg", Text("OggS....................theora") },
        { "audio/mp4", Text("\0\0\0 ftypM4A \0\0") },
        { "audio/mp4", Text("\0\0\0 ftypiso5\0\0 moov hdlr soun") },
        { "video/mp4", Text("\0\0\0 ftypisom\0\0") },
        { "video/quicktime", Text("\0\0\0 ftypqt  \0\0") },
        { "audio/wav", Text("RIFF\u0010\0\0\0WAVEfmt ") },
        { "audio/mpeg", Text("ID3\u0003\0") },
        { "audio/mpeg", [0xFF, 0xFB, 0x90, 0x64, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void What_is_known_is_told_by_its_bytes(string type, byte[] bytes) => Sniffing.Of(bytes.AsSpan(0, Math.Min(bytes.Length, Sniffing.HeadLength))).ContentType.Should().Be(type);

    public static TheoryData<byte[]> Opaque => new()
    {
        Samples.Svg,
        Text("<!doctype html><script>alert(1)</script>"),
        Text("  \r\n<html>"),
        Text("\uFEFF<?xml version=\"1.0\"?><svg/>"),
        (byte[])[0xFE, 0xFF, 0, (byte)'<', 0, (byte)'s'],
        (byte[])[0, 1, 2, 3],
        Text("\0\0\0 ftypheic\0\0"),
        Text("\0\0\0 ftypavif\0\0"),
        (byte[])[0x1A, 0x45, 0xDF, 0xA3, .. Text("....matroska....V_VP9")],
        (byte[])[0xC3, 0x28, (byte)'a'],
        Text("7z\u00BC\u00AF"),
    };

    [Theory]
    [MemberData(nameof(Opaque))]
    public void What_browsers_would_run_and_what_is_not_known_is_bytes_to_be_downloaded(byte[] bytes)
    {
        Sniffing.Of(bytes).Should().Be(FileType.Unknown);
        FileType.Unknown.IsShown.Should().BeFalse();
    }

    public static TheoryData<byte[]> Programs => new()
    {
        Text("MZ\u0090\0\u0003"),
        Text("\u007fELF\u0002"),
        (byte[])[0xCF, 0xFA, 0xED, 0xFE],
        (byte[])[0x4C, 0, 0, 0, 1, 0x14, 2, 0],
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void Programs_are_known(byte[] bytes) => Sniffing.Of(bytes).Kind.Should().Be(FileKind.Program);

    [Fact]
    public void Nothing_is_text_and_no_beginning_makes_it_stumble()
    {
        foreach (var known in Known)
        {
            var bytes = (byte[])known[1];
            for (var length = 0; length <= Math.Min(bytes.Length, 64); length++) Sniffing.Of(bytes.AsSpan(0, length)).Should().NotBeNull();
        }
    }

    [Theory]
    [InlineData("photo.jpg", "photo.jpg")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\windows\\system.ini", "system.ini")]
    [InlineData("C:\\a\\b.txt", "b.txt")]
    [InlineData("照片 😀.png", "照片 😀.png")]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj.exe")]
    [InlineData("a\u2066\u200F\u200Bb\r\nc\0d.txt", "abcd.txt")]
    [InlineData("a\"b<c>d|e?.txt", "a_b_c_d_e_.txt")]
    [InlineData("...", "file")]
    [InlineData("  .hidden. ", "hidden")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData("a/", "file")]
    [InlineData("x\uD800y.txt", "xy.txt")]
    public void Names_are_made_harmless(string? name, string clean) => FileNames.Clean(name).Should().Be(clean);

    [Theory]
    [InlineData(300)]
    [InlineData(115)]
    [InlineData(116)]
    public void Long_names_keep_their_ending_and_whole_characters(int length)
    {
        var clean = FileNames.Clean("😀" + new string('長', length) + "😀😀.docx");
        clean.Length.Should().BeLessThanOrEqualTo(FileNames.Longest);
        clean.Should().EndWith(".docx");
        clean.IsNormalized().Should().BeTrue("half characters are not");
    }

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text) is var latin && text.All(c => c < 256) ? latin : Encoding.UTF8.GetBytes(text);
}
