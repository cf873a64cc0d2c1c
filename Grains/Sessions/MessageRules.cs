using LiveChat.Files;

namespace LiveChat.Sessions;

/// <summary>What texts may be. Everything here came from outside.</summary>
internal static class MessageRules
{
    /// <summary>The longest id that a client may give a message, in characters.</summary>
    public const int MaxClientIdLength = 64;

    /// <summary>The longest title, in characters.</summary>
    public const int MaxTitleLength = 200;

    /// <summary>The longest reason for a hand-off or a close, in characters.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>The longest comment of a rating, in characters.</summary>
    public const int MaxCommentLength = 1_000;

    private const int MaxUserIdLength = 128;

    /// <summary>Why the message is refused, or null.</summary>
    public static Refusal? Refuse(OutgoingMessage message, int maxLength)
    {
        if (message.ClientMessageId is not { Length: > 0 and <= MaxClientIdLength } id || !IsClean(id))
            return Invalid($"clientMessageId must have 1 to {MaxClientIdLength} characters.");
        if (FileRules.RefuseAttachments(message.Attachments) is { } attachments) return attachments;
        if (string.IsNullOrWhiteSpace(message.Content) && !message.HasAttachments) return Invalid("The message is empty.");
        if (message.ReplyToSeq is <= 0) return Invalid("replyToSeq must be the number of an entry.");
        return RefuseText("The message", message.Content, maxLength);
    }

    /// <summary>Why the title is refused, or null. An empty one is fine.</summary>
    public static Refusal? RefuseTitle(string? title) => title is null ? null : RefuseText("The title", title, MaxTitleLength);

    /// <summary>Why the reason is refused, or null. None is fine.</summary>
    public static Refusal? RefuseReason(string? reason) => reason is null ? null : RefuseText("The reason", reason, MaxReasonLength);

    /// <summary>Why the private note that goes with a transfer is refused, or null. None is fine.</summary>
    public static Refusal? RefuseNote(string? note, int maxLength) => note is null ? null : RefuseText("The note", note, maxLength);

    /// <summary>Why the rating is refused, or null.</summary>
    public static Refusal? RefuseRating(Rating rating)
    {
        if (rating.Score is < Rating.Worst or > Rating.Best) return Invalid($"score must be {Rating.Worst} to {Rating.Best}.");
        return rating.Comment is null ? null : RefuseText("The comment", rating.Comment, MaxCommentLength);
    }

    /// <summary>Whether it can be the id of a user at all; nothing else is worth a question to the database.</summary>
    public static bool IsUserId(string? id) => id is { Length: > 0 and <= MaxUserIdLength } && IsClean(id);

    /// <summary>Text of a model as it can be stored: at most so long, never with half a character in it.</summary>
    public static string Cleaned(string text, int maxLength)
    {
        if (text.Length > maxLength) text = text[..maxLength];
        if (IsClean(text)) return text;
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = IsWhole(source, i) ? source[i] : '\uFFFD';
        });
    }

    /// <summary>Why the text is refused, or null. An empty one is fine.</summary>
    public static Refusal? RefuseText(string what, string text, int maxLength)
    {
        if (text.Length > maxLength) return new(RefusalCode.TooLong, $"{what} has {text.Length} characters; at most {maxLength} are allowed.");
        return IsClean(text) ? null : Invalid($"{what} holds a NUL or half of a character.");
    }

    /// <summary>Whether every database can hold the text: no U+0000, no surrogate without its other half.</summary>
    private static bool IsClean(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) return false;
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!IsWhole(text, i)) return false;
        }
        return true;
    }

    private static bool IsWhole(string text, int i) => text[i] switch
    {
        '\0' => false,
        >= '\uD800' and <= '\uDBFF' => i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]),
        >= '\uDC00' and <= '\uDFFF' => i > 0 && char.IsHighSurrogate(text[i - 1]),
        _ => true,
    };

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
