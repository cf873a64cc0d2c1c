using System.Collections.Frozen;
using System.Text.Json;
using LiveChat.Assistant.Tools;
using LiveChat.Knowledge;

namespace LiveChat.Silo.Ai;

/// <summary>What the built-in answerer says of its own, in one language. The words stand in <c>Answers/*.json</c>.</summary>
internal sealed record AnswerTexts
{
    private static readonly FrozenDictionary<string, AnswerTexts> ByLanguage = Language.All.ToFrozenDictionary(language => language, Load);

    /// <summary>Answers <see cref="GreetingWords"/>.</summary>
    public required string Greeting { get; init; }

    /// <summary>Answers <see cref="ThanksWords"/>.</summary>
    public required string Thanks { get; init; }

    /// <summary>Answers <see cref="PersonWords"/> and <see cref="PersonPhrases"/>: how to get a person.</summary>
    public required string Person { get; init; }

    /// <summary>Says that nothing was found, and offers a person.</summary>
    public required string Unknown { get; init; }

    /// <summary>Heads titles that may or may not be meant.</summary>
    public required string Perhaps { get; init; }

    /// <summary>Heads titles of further articles.</summary>
    public required string Related { get; init; }

    /// <summary>Says that the article is not in the asker's language.</summary>
    public required string OtherLanguage { get; init; }

    /// <summary>Answers banter that is neither greeting nor thanks.</summary>
    public required string Courtesy { get; init; }

    /// <summary>Says that a person will come.</summary>
    public required string PersonComes { get; init; }

    /// <summary>Says sorry for what went wrong.</summary>
    public required string Sorry { get; init; }

    /// <summary>Offers to open a ticket; ends the answer.</summary>
    public required string OfferTicket { get; init; }

    /// <summary>Says that a ticket was opened; <c>{number}</c> is its number.</summary>
    public required string TicketOpened { get; init; }

    /// <summary>Says that the asker has no such order.</summary>
    public required string NoSuchOrder { get; init; }

    /// <summary>Says that it does not work at the moment.</summary>
    public required string NotNow { get; init; }

    /// <summary>Says that for today only what articles say can be answered; begins the answer.</summary>
    public required string Spent { get; init; }

    /// <summary>How an order is told; see <see cref="OrderTexts"/>.</summary>
    public required OrderTexts Order { get; init; }

    /// <summary>Whole messages that say yes.</summary>
    public required string[] YesWords { get; init; }

    /// <summary>Whole messages that only greet.</summary>
    public required string[] GreetingWords { get; init; }

    /// <summary>Whole messages that only thank or part.</summary>
    public required string[] ThanksWords { get; init; }

    /// <summary>Whole messages that ask for a person.</summary>
    public required string[] PersonWords { get; init; }

    /// <summary>Parts of a message that ask for a person.</summary>
    public required string[] PersonPhrases { get; init; }

    /// <summary>How a question begins that leans on the one before it.</summary>
    public required string[] FollowUpBeginnings { get; init; }

    /// <summary>How a question ends, but for punctuation, that leans on the one before it.</summary>
    public required string[] FollowUpEndings { get; init; }

    /// <summary>The texts of a language.</summary>
    public static AnswerTexts In(string language) => ByLanguage[language];

    /// <summary>An order in a few lines.</summary>
    public string Tell(Order order, string language) => Order.Tell(order, System.Globalization.CultureInfo.GetCultureInfo(language));

    /// <summary>Whether a message says yes and nothing else.</summary>
    public bool IsYes(string message) => Has(YesWords, Plain(message));

    /// <summary>The answer to a message that is no question to the knowledge base; null when it is one.</summary>
    public string? SmallTalk(string message)
    {
        var plain = Plain(message);
        if (plain.Length == 0 || Has(GreetingWords, plain)) return Greeting;
        if (Has(ThanksWords, plain)) return Thanks;
        if (Has(PersonWords, plain)) return Person;
        return PersonPhrases.Any(phrase => message.Contains(phrase, StringComparison.OrdinalIgnoreCase)) ? Person : null;
    }

    /// <summary>Whether a question leans on the one before it ("and to Singapore?").</summary>
    public bool IsFollowUp(string question)
    {
        var plain = question.AsSpan().TrimStart();
        foreach (var beginning in FollowUpBeginnings)
            if (plain.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) return true;

        plain = question.TrimEnd([.. question.Where(letter => !char.IsLetterOrDigit(letter))]);
        foreach (var ending in FollowUpEndings)
            if (plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static string Plain(string message) => new string([.. message.Where(letter => char.IsLetterOrDigit(letter) || letter == ' ')]).Trim();

    private static bool Has(string[] words, string message) => words.Contains(message, StringComparer.OrdinalIgnoreCase);

    private static AnswerTexts Load(string language)
    {
        using var stream = typeof(AnswerTexts).Assembly.GetManifestResourceStream($"answers/{language}.json")
            ?? throw new InvalidOperationException($"The answers in {language} are not embedded.");
        return JsonSerializer.Deserialize<AnswerTexts>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"The answers in {language} are empty.");
    }
}
