using System.Text;
using LiveChat.WebFront.Files.Pictures;

namespace LiveChat.WebFront.Tests.Files;

/// <summary>Cleaning keeps the picture and nothing else, and refuses what is none or too big.</summary>
public class PictureTests
{
    private const long MaxPixels = 1_000_000;

    public static TheoryData<string, byte[], byte[]> Pictures => new()
    {
        { "image/png", Samples.Png(), Samples.Png(withSecrets: false) },
        { "image/gif", Samples.Gif(), Samples.Gif(withSecrets: false) },
        { "image/webp", Samples.Webp(), Samples.Webp(withSecrets: false) },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void What_is_not_the_picture_goes_and_the_picture_stays_byte_by_byte(string type, byte[] dirty, byte[] clean)
    {
        Clean(type, dirty).Bytes.Should().Equal(clean);
        Clean(type, clean).Bytes.Should().Equal(clean);
    }

    [Fact]
    public void A_JPEG_keeps_which_way_up_it_is_held_and_nothing_else_of_the_cameras_notes()
    {
        var (picture, bytes) = Clean("image/jpeg", Samples.Jpeg(40, 30, orientation: 6));
        picture.Should().Be(new Picture(30, 40), "it lies on its side");
        Encoding.Latin1.GetString(bytes).Should().NotContain("GPS").And.NotContain("script").And.NotContain("cam").And.Contain("Exif");
        Clean("image/jpeg", bytes).Bytes.Should().Equal(bytes);
        Clean("image/jpeg", bytes).Picture.Should().Be(picture);
        Clean("image/jpeg", Samples.Jpeg(40, 30, orientation: 1)).Picture.Should().Be(new Picture(40, 30));
        Clean("image/jpeg", Samples.Jpeg(40, 30, withSecrets: false)).Bytes.Should().Equal(Samples.Jpeg(40, 30, withSecrets: false));
    }

    public static TheoryData<string, byte[]> Bombs => new()
    {
        { "image/jpeg", Samples.Jpeg(65000, 65000) },
        { "image/png", Samples.Png(50_000, 50_000) },
        { "image/png", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Samples.Chunk("IHDR", [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 8, 2, 0, 0, 0])] },
        { "image/png", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Samples.Chunk("IHDR", [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 8, 2, 0, 0, 0])] },
        { "image/gif", [.. "GIF89a"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0x3B] },
        { "image/gif", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 2, 0, 0x3B] },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void What_declares_more_pixels_than_allowed_is_refused_before_anything_is_decoded(string type, byte[] bomb) => Refused(type, bomb);

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_picture_that_ends_early_is_refused_wherever_it_ends(string type, byte[] _, byte[] clean)
    {
        for (var length = 0; length < clean.Length; length++) Refused(type, clean[..length]);
    }

    [Fact]
    public void A_JPEG_that_ends_early_is_refused_wherever_it_ends()
    {
        var whole = Samples.Jpeg(withSecrets: false);
        for (var length = 0; length < whole.Length; length++) Refused("image/jpeg", whole[..length]);
    }

    [Fact]
    public void A_chunk_whose_sum_is_wrong_is_refused()
    {
        var png = Samples.Png(withSecrets: false);
        png[^20] ^= 1;
        Refused("image/png", png);
    }

    /// <summary>Whatever comes, it is refused or cleaned: no fault, no endless loop, and never more than came plus a head.</summary>
    [Fact]
    public void Damaged_pictures_are_refused_or_cleaned_and_never_do_harm()
    {
        var random = new Random(20261120);
        (string Type, byte[] Bytes)[] seeds = [("image/jpeg", Samples.Jpeg()), ("image/png", Samples.Png()), ("image/gif", Samples.Gif()), ("image/webp", Samples.Webp())];
        for (var round = 0; round < 20_000; round++)
        {
            var (type, bytes) = seeds[round % seeds.Length];
            var damaged = bytes.ToArray();
            for (var hits = random.Next(1, 5); hits > 0; hits--) damaged[random.Next(2, damaged.Length)] = (byte)random.Next(256);
            try
            {
                Clean(type, damaged).Bytes.Length.Should().BeLessThanOrEqualTo(damaged.Length + 64);
            }
            catch (BrokenPictureException)
            {
                // Refused: as good.
            }
        }
    }

    private static void Refused(string type, byte[] bytes)
    {
        var clean = () => Clean(type, bytes);
        clean.Should().Throw<BrokenPictureException>();
    }

    private static (Picture Picture, byte[] Bytes) Clean(string type, byte[] bytes)
    {
        var target = new MemoryStream();
        return (Picture.Clean(type, new MemoryStream(bytes), target, MaxPixels), target.ToArray());
    }
}
