using System.Globalization;
using System.Text;

namespace Orleans.Runtime;

/// <summary>Keys that are not text: a Guid is written in 32 digits, an integer in hexadecimal, an extension follows a plus sign.</summary>
public static class GrainIdKeyExtensions
{
    private const int GuidLength = 32;

    public static IdSpan CreateIntegerKey(long key) => Key(key.ToString("X", CultureInfo.InvariantCulture), null);

    public static IdSpan CreateIntegerKey(long key, string? keyExtension) => Key(key.ToString("X", CultureInfo.InvariantCulture), keyExtension);

    public static IdSpan CreateGuidKey(Guid key) => Key(key.ToString("N"), null);

    public static IdSpan CreateGuidKey(Guid key, string? keyExtension) => Key(key.ToString("N"), keyExtension);

    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        var text = grainId.Key.ToString();
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        keyExt = plus < 0 ? null : text[(plus + 1)..];
        return long.TryParse(plus < 0 ? text : text.AsSpan(0, plus), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out key);
    }

    /// <exception cref="ArgumentException">The grain's key is no integer.</exception>
    public static long GetIntegerKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetIntegerKey(out var key, out keyExt) ? key : throw NotA("integer", grainId);

    public static long GetIntegerKey(this GrainId grainId) => grainId.GetIntegerKey(out _);

    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        var text = grainId.Key.ToString();
        keyExt = text.Length > GuidLength && text[GuidLength] == '+' ? text[(GuidLength + 1)..] : null;
        key = default;
        return (text.Length == GuidLength || keyExt is not null) && Guid.TryParseExact(text.AsSpan(0, GuidLength), "N", out key);
    }

    /// <exception cref="ArgumentException">The grain's key is no Guid.</exception>
    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetGuidKey(out var key, out keyExt) ? key : throw NotA("Guid", grainId);

    public static Guid GetGuidKey(this GrainId grainId) => grainId.GetGuidKey(out _);

    private static IdSpan Key(string key, string? extension) =>
        new(Encoding.UTF8.GetBytes(string.IsNullOrWhiteSpace(extension) ? key : $"{key}+{extension}"));

    private static ArgumentException NotA(string kind, GrainId id) => new($"The key of grain \"{id}\" is not a {kind} key.", nameof(id));
}
