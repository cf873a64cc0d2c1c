using System.Globalization;
using System.Text;

namespace LiveChat.Sessions;

/// <summary>What may be put to a message, and what stands there after it.</summary>
internal static class ReactionRules
{
    /// <summary>The most different emoji of one message.</summary>
    public const int MostEmoji = 20;

    /// <summary>The most reactions of one message, over all emoji: what everybody has to be told of it stays small.</summary>
    public const int MostReactions = 500;

    // The longest sequences in use (families, subdivision flags) have fewer.
    private const int LongestEmoji = 40;

    /// <summary>Why the emoji cannot be put to the message or taken from it, or null.</summary>
    public static Refusal? Refuse(Message? entry, Caller caller, string emoji, bool on)
    {
        if (!IsEmoji(emoji)) return new(RefusalCode.Invalid, "emoji must be one emoji.");
        if (entry is null || entry.Type is MessageType.System) return new(RefusalCode.NotFound, "There is no such message.");
        if (!on) return null;
        if (entry.Recalled) return new(RefusalCode.Conflict, "The message was taken back.");
        var reactions = entry.Reactions ?? [];
        if (Has(reactions, caller.UserId, emoji)) return null;
        if (reactions.Length >= MostEmoji && !Array.Exists(reactions, reaction => reaction.Emoji == emoji))
            return new(RefusalCode.Conflict, $"A message has at most {MostEmoji} different reactions.");
        return reactions.Sum(reaction => reaction.UserIds.Length) >= MostReactions
            ? new(RefusalCode.Conflict, $"A message has at most {MostReactions} reactions.")
            : null;
    }

    /// <summary>Whether the user's reaction is there.</summary>
    public static bool Has(Reaction[] reactions, string userId, string emoji) =>
        Array.Exists(reactions, reaction => reaction.Emoji == emoji && Array.IndexOf(reaction.UserIds, userId) >= 0);

    /// <summary>The reactions after one came or went. The order is that in which the emoji first came.</summary>
    public static Reaction[] Change(Reaction[] reactions, string userId, string emoji, bool on)
    {
        if (Has(reactions, userId, emoji) == on) return reactions;
        var at = Array.FindIndex(reactions, reaction => reaction.Emoji == emoji);
        if (at < 0) return [.. reactions, new(emoji, [userId])];
        string[] users = on ? [.. reactions[at].UserIds, userId] : [.. reactions[at].UserIds.Where(id => id != userId)];
        return [.. reactions[..at], .. users.Length > 0 ? new Reaction[] { new(emoji, users) } : [], .. reactions[(at + 1)..]];
    }

    /// <summary>One character as people see it, and a pictogram: no letter, no word, nothing that could be read as something else.</summary>
    public static bool IsEmoji(string text)
    {
        if (text.Length is 0 or > LongestEmoji || StringInfo.GetNextTextElementLength(text) != text.Length) return false;
        var first = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || !(first ? IsPictogram(rune, text) : MayFollow(rune))) return false;
            first = false;
        }
        return true;
    }

    private static bool IsPictogram(Rune rune, string text) => rune.Value switch
    {
        // Keycaps: a digit, # or * in a box.
        >= '0' and <= '9' or '#' or '*' => text.EndsWith('\u20E3'),
        '\u203C' or '\u2049' or '\u3030' or '\u303D' => true,
        // Copyright and trade marks are symbols as well; what stands below them is ASCII.
        > 0x7F => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol,
        _ => false,
    };

    // Joiners, variation selectors, skin tones, keycaps, regional letters, tags.
    private static bool MayFollow(Rune rune) => rune.Value is 0x200D or 0xFE0F or 0x20E3 or (>= 0xE0020 and <= 0xE007F)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.MathSymbol;
}
