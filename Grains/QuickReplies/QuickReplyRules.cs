namespace LiveChat.QuickReplies;

/// <summary>Who may use and write which quick replies, and of what form they are. Pure.</summary>
internal static class QuickReplyRules
{
    public const int LongestShortcut = 32;
    public const int LongestContent = 4_000;

    /// <summary>The most of one desk or agent.</summary>
    public const int MostOfOwner = 200;

    /// <summary>Whether the caller has it in the list.</summary>
    public static bool MayUse(Caller caller, QuickReply reply) => reply.DeskId is { } deskId
        ? caller.Role is UserRole.Admin || caller.WorksAt(deskId)
        : caller.Role is UserRole.Agent && reply.OwnerId == caller.UserId;

    /// <summary>Why the caller may not list those of a desk, or null.</summary>
    public static Refusal? RefuseListing(Caller caller, string? deskId) => caller switch
    {
        { IsStaff: false } => ForStaff,
        _ when deskId is null || caller.Role is UserRole.Admin || caller.WorksAt(deskId) => null,
        _ => new(RefusalCode.Forbidden, "Quick replies of a desk are for its staff."),
    };

    /// <summary>Why the caller may not write one for the desk, or for themselves when it names none; null when they may.</summary>
    public static Refusal? RefuseWriting(Caller caller, string? deskId) => (caller.Role, deskId) switch
    {
        (UserRole.Admin, not null) or (UserRole.Agent, null) => null,
        (UserRole.Admin, null) => new(RefusalCode.Invalid, "Name the desk: admins have no quick replies of their own."),
        (UserRole.Agent, not null) => new(RefusalCode.Forbidden, "Quick replies of a desk are written by admins; leave the desk out for one of your own."),
        _ => ForStaff,
    };

    /// <summary>Why the words cannot be kept, or null.</summary>
    public static Refusal? Refuse(QuickReplyDraft draft)
    {
        if (draft.Shortcut.Length is 0 or > LongestShortcut || !draft.Shortcut.All(IsShortcutCharacter))
            return new(RefusalCode.Invalid, $"A shortcut is 1 to {LongestShortcut} letters, digits, - or _.");
        if (string.IsNullOrWhiteSpace(draft.Content)) return new(RefusalCode.Invalid, "A quick reply needs words.");
        return draft.Content.Length > LongestContent ? new(RefusalCode.TooLong, $"A quick reply has at most {LongestContent} characters.") : null;
    }

    private static Refusal ForStaff { get; } = new(RefusalCode.Forbidden, "Quick replies are for a desk's staff.");

    private static bool IsShortcutCharacter(char letter) => char.IsLetterOrDigit(letter) || letter is '-' or '_';
}
