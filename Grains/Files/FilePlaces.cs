using System.Globalization;

namespace LiveChat.Files;

/// <summary>Under which names bytes lie. Nothing that a user wrote is in them.</summary>
public static class FilePlaces
{
    /// <summary>The place of a new file: <c>2026/11/20/019…</c>.</summary>
    public static string Of(Guid fileId, DateTimeOffset createdAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{createdAt.UtcDateTime:yyyy'/'MM'/'dd}/{fileId:N}");

    /// <summary>The place of its small picture.</summary>
    public static string ThumbnailOf(string place) => place + ".thumbnail";
}
