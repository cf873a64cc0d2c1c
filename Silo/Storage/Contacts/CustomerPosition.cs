using System.Buffers.Text;
using System.Text;

namespace LiveChat.Silo.Storage.Contacts;

/// <summary>Where a page of customers ended: the last one's time and id. Opaque to clients.</summary>
internal readonly record struct CustomerPosition(DateTimeOffset UpdatedAt, string UserId)
{
    private const int LongestId = 128;

    /// <exception cref="FormatException">It is not a position that was given out.</exception>
    public static CustomerPosition Parse(string? text)
    {
        if (text is null) return new(DateTimeOffset.MaxValue, "");
        Span<byte> bytes = stackalloc byte[sizeof(long) + (LongestId * 4)];
        if (text.Length > Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written <= sizeof(long))
            throw NotGivenOut;
        var (microseconds, userId) = (BitConverter.ToInt64(bytes), Encoding.UTF8.GetString(bytes[sizeof(long)..written]));
        if (microseconds < 0 || microseconds > StoredTypes.ToMicroseconds(DateTimeOffset.MaxValue) || userId.Contains('\0', StringComparison.Ordinal)) throw NotGivenOut;
        return new(StoredTypes.FromMicroseconds(microseconds), userId);
    }

    public override string ToString() =>
        Base64Url.EncodeToString([.. BitConverter.GetBytes(StoredTypes.ToMicroseconds(UpdatedAt)), .. Encoding.UTF8.GetBytes(UserId)]);

    private static FormatException NotGivenOut => new("The page's position is not one that was given out.");
}
