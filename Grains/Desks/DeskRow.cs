using LiveChat.Knowledge;
using LiveChat.Sessions;

namespace LiveChat.Desks;

/// <summary>A conversation as a row of the desk's list.</summary>
public static class DeskRow
{
    private const int LongestLine = 200;

    /// <summary>The row.</summary>
    /// <param name="header">The conversation.</param>
    /// <param name="customerName">Who began it.</param>
    /// <param name="content">What was said last; null where it is not known.</param>
    /// <param name="type">Who said it.</param>
    public static DeskSession Of(SessionHeader header, string customerName, string? content, MessageType? type)
    {
        var line = content is null ? null : Beginning(content);
        return new(header, customerName, line, type, line is null ? null : Language.Of(line));
    }

    private static string Beginning(string content)
    {
        if (content.Length <= LongestLine) return content;
        return content[..(char.IsHighSurrogate(content[LongestLine - 1]) ? LongestLine - 1 : LongestLine)];
    }
}
