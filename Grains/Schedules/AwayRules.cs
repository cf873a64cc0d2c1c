using System.Buffers.Binary;
using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using LiveChat.Accounts;
using LiveChat.Sessions;

namespace LiveChat.Schedules;

/// <summary>What is left where nobody comes. Pure.</summary>
internal static class AwayRules
{
    /// <summary>The most characters of a message.</summary>
    public const int LongestText = 4_000;

    private const int LongestAddress = 200;
    private const int LongestSubject = 120;

    /// <summary>
    /// The id of a wish for a person, and of the ticket that keeps it: always the same for the same wish, so that it is kept
    /// once however often that is tried. A UUID of version 7, of the moment from which the session waits.
    /// </summary>
    public static Guid WishId(Guid sessionId, DateTimeOffset since)
    {
        Span<byte> source = stackalloc byte[24];
        sessionId.TryWriteBytes(source, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(source[16..], since.UtcTicks);
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(source, id);
        BinaryPrimitives.WriteInt64BigEndian(source, since.ToUnixTimeMilliseconds() << 16);
        source[..6].CopyTo(id);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id[..16], bigEndian: true);
    }

    /// <summary>Why the message cannot be left, or null.</summary>
    public static Refusal? Refuse(AwayDraft draft)
    {
        if (AccountRules.Tidy(draft.Name) is not { } name) return Invalid("name says who you are.");
        if (AccountRules.RefuseName(name) is { } noName) return noName;
        if (draft.Address.Length > LongestAddress || !IsAddress(draft.Address)) return Invalid("address is an e-mail address at which you can be answered.");
        return string.IsNullOrWhiteSpace(draft.Text) ? Invalid("text says what it is about.") : MessageRules.RefuseText("The message", draft.Text, LongestText);
    }

    /// <summary>The subject of a ticket: the beginning of what was said, in one line.</summary>
    public static string SubjectOf(string text, string name)
    {
        var line = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        if (line.Length == 0) return name.Length == 0 ? "…" : name;
        if (line.Length <= LongestSubject) return line;
        // Never half of a character.
        return string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[LongestSubject - 2]) ? LongestSubject - 2 : LongestSubject - 1), "…");
    }

    /// <summary>What is added to a ticket that was opened already.</summary>
    public static string CommentOf(AwayDraft draft) => $"{draft.Name.Trim()} <{draft.Address.Trim()}>\n\n{draft.Text.Trim()}";

    /// <summary>Nobody serves at the desk.</summary>
    public static Refusal Closed(DeskOpening opening) => new(RefusalCode.DeskClosed, opening.Until is { } until
        ? string.Create(CultureInfo.InvariantCulture, $"The desk is closed until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Leave a message.")
        : "The desk is closed. Leave a message.");

    private static bool IsAddress(string text) =>
        AccountRules.IsShowable(text) && MailAddress.TryCreate(text.Trim(), out var address) && address.Address == text.Trim() && address.Host.Contains('.', StringComparison.Ordinal);

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
