namespace LiveChat.Knowledge;

/// <summary>Who may write knowledge, and what an entry may hold.</summary>
public static class KnowledgeRules
{
    /// <summary>Characters of a question.</summary>
    public const int LongestQuestion = 300;

    /// <summary>Characters of an answer.</summary>
    public const int LongestAnswer = 8000;

    /// <summary>Tags of an entry.</summary>
    public const int MostTags = 20;

    /// <summary>Characters of a tag.</summary>
    public const int LongestTag = 40;

    /// <summary>Why this caller may not write; null when they may.</summary>
    public static Refusal? Refuse(Caller caller) =>
        caller.IsStaff ? null : new Refusal(RefusalCode.Forbidden, "Only agents and admins may change the knowledge base.");

    /// <summary>Why this caller may not write this; null when they may.</summary>
    public static Refusal? Refuse(Caller caller, FaqDraft draft) => Refuse(caller) ?? draft switch
    {
        _ when string.IsNullOrWhiteSpace(draft.Question) => Invalid("The question is empty."),
        _ when string.IsNullOrWhiteSpace(draft.Answer) => Invalid("The answer is empty."),
        _ when draft.Question.Length > LongestQuestion => TooLong($"A question has at most {LongestQuestion} characters."),
        _ when draft.Answer.Length > LongestAnswer => TooLong($"An answer has at most {LongestAnswer} characters."),
        _ when !Language.All.Contains(draft.Language) => Invalid($"The language is one of {string.Join(", ", Language.All)}."),
        _ when draft.Tags is null => Invalid("The list of tags is missing; it may be empty."),
        _ when draft.Tags.Length > MostTags => Invalid($"An entry has at most {MostTags} tags."),
        _ when draft.Tags.Any(string.IsNullOrWhiteSpace) => Invalid("A tag is empty."),
        _ when draft.Tags.Any(tag => tag.Length > LongestTag) => TooLong($"A tag has at most {LongestTag} characters."),
        _ when !Storable(draft) => Invalid("The text holds U+0000 or half a character, which cannot be stored."),
        _ => null,
    };

    // PostgreSQL stores neither; refused here for every database, so that all behave alike.
    private static bool Storable(FaqDraft draft) => draft.Tags.Append(draft.Question).Append(draft.Answer)
        .All(text => !text.Contains('\0') && text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar));

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);

    private static Refusal TooLong(string reason) => new(RefusalCode.TooLong, reason);
}
