namespace LiveChat.WebFront.Files.Pictures;

/// <summary>The check sum of PNG's chunks.</summary>
internal static class Crc32
{
    /// <summary>The sum of nothing, to be added to.</summary>
    public const uint Begin = 0xFFFFFFFF;

    private static readonly uint[] Table = Array.ConvertAll([.. Enumerable.Range(0, 256)], i =>
    {
        var value = (uint)i;
        for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    });

    public static uint Add(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) sum = Table[(byte)(sum ^ b)] ^ (sum >> 8);
        return sum;
    }

    /// <summary>The sum as it stands in the file.</summary>
    public static uint End(uint sum) => ~sum;
}
