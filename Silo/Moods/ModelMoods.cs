using System.Globalization;
using LiveChat.Moods;
using LiveChat.Silo.Ai;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Moods;

/// <summary>Asks the model, where one is configured, how messages sound. Its answer is a whole number, or it counts for nothing.</summary>
internal sealed class ModelMoods(IChatClient? model, IOptions<MoodOptions> options, TimeProvider clock, ILogger<ModelMoods> logger)
{
    private const string Question = """
        How does the customer of an online shop who wrote this message sound? Answer with one whole number from -100 (furious or in despair) over 0 (calm, matter-of-fact)
        to 100 (delighted), and nothing else. How it is said counts, not what is asked for.
        """;

    private readonly ShortQuestion? _question = model is null || options.Value.ModelPerMinute == 0
        ? null
        : new(model, Question, options.Value.ModelTimeout, options.Value.ModelPerMinute, clock, logger);

    /// <summary>Whether a model is asked at all.</summary>
    public bool Asks => _question is not null;

    /// <summary>-100 to 100; null when the model has no opinion, in time and within the bounds.</summary>
    public async Task<int?> Judge(string text, CancellationToken token) => _question is null ? null : Read((await _question.Ask(text, token)).Text);

    /// <summary>The score in a model's words; null when they are anything but one.</summary>
    internal static int? Read(string answer) =>
        int.TryParse(answer, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var score) && score is >= Mood.Worst and <= Mood.Best ? score : null;
}
