using System.Globalization;
using System.Text.Json;
using LiveChat.Intents;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai;

/// <summary>Asks the model what a text wants. Its answer is one of the names and a number, or it counts for nothing.</summary>
internal sealed class ModelIntents(IChatClient model, IOptions<IntentOptions> options, TimeProvider clock, ILogger<ModelIntents> logger)
{
    private const int Sure = 100;

    private const string Question = """
        What does this message of an online shop's customer want? Answer with one of the words below, a blank, and how sure you are, from 0 to 100. Write nothing else.
        answer: to know something about products, delivery, returns, membership or the shop
        order: to know or change something about an order or a parcel of their own
        payment: paying, being charged, an invoice or a receipt, money back
        complaint: to say that something was bad, broken or wrong, or to vent anger
        ticket: to open a ticket, have a problem or a repair recorded, or know how a ticket stands
        person: to talk to a human being
        small_talk: greetings, thanks, farewells, banter
        """;

    private static readonly Dictionary<string, Intent> Names = Enum.GetValues<Intent>().ToDictionary(intent => JsonNamingPolicy.SnakeCaseLower.ConvertName(intent.ToString()), StringComparer.OrdinalIgnoreCase);

    private readonly ShortQuestion _question = new(model, Question, options.Value.ModelTimeout, options.Value.ModelPerMinute, clock, logger);

    public async Task<ModelGuess> Guess(string text)
    {
        var answer = await _question.Ask(text, CancellationToken.None);
        return new(Read(answer.Text), answer.Tokens);
    }

    /// <summary>The guess in a model's words; null when they are anything but a name and a number from 0 to 100.</summary>
    internal static IntentGuess? Read(string answer)
    {
        var words = answer.Split([.. answer.Where(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '_')], StringSplitOptions.RemoveEmptyEntries);
        return words is [var name, var number] && Names.TryGetValue(name, out var intent) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sure) && sure <= Sure
            ? new(intent, sure / (double)Sure, ByModel: true)
            : null;
    }
}
