using System.Runtime.CompilerServices;
using System.Text;
using LiveChat.Assistant;
using LiveChat.Knowledge;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai;

/// <summary>
/// The built-in answerer, which needs no model: it says what the best article says and names it, in the asker's language, or
/// says that it does not know and offers a person.
/// </summary>
internal sealed class KnowledgeChatClient(ArticleSearch search, TimeProvider clock, IOptions<AiOptions> options) : StreamingChatClient
{
    private const int Hits = 4;

    // What a busy machine held up, the reader does not wait for.
    private static readonly TimeSpan CaughtUp = TimeSpan.FromSeconds(1);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var said = messages.Where(message => message.Role == ChatRole.User).Select(message => message.Text).ToArray();
        var (text, sources, isKnown) = await Answer(said, cancellationToken);
        var pace = new Pace(Settings.KnowledgePace, CaughtUp, clock);
        foreach (var piece in TextPieces.Of(text))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
            await pace.Next(cancellationToken);
        }

        var last = Citing.Sources(sources);
        last.FinishReason = ChatFinishReason.Stop;
        if (!isKnown) Citing.MarkUnanswered(last);
        yield return last;
    }

    /// <summary>Whether there is an article that answers this.</summary>
    public async Task<bool> Knows(string question, CancellationToken token) => (await Find(question, token)) is [{ Confident: true }, ..];

    private AiOptions Settings => options.Value;

    private async Task<(string Text, Faq[] Sources, bool IsKnown)> Answer(string[] said, CancellationToken token)
    {
        var question = said.LastOrDefault() ?? string.Empty;
        var language = LanguageOf(said);
        var texts = AnswerTexts.In(language);
        if (texts.SmallTalk(question) is { } courtesy) return (courtesy, [], true);

        var hits = await Find(question, token);
        if (!hits.Any(hit => hit.Confident) && said.Length > 1 && texts.IsFollowUp(question))
        {
            var together = await Find($"{said[^2]}\n{question}", token);
            if (together.Any(hit => hit.Confident)) hits = together;
        }

        return hits.Length > 0 && hits[0].Confident ? Known(hits, texts, language) : (Unknown(hits, texts), [], false);
    }

    private async Task<ArticleHit[]> Find(string question, CancellationToken token)
    {
        try
        {
            return await search(question, Hits).WaitAsync(token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever keeps the knowledge base from answering (database, silo, time-out) is one thing to the asker.
            throw new AiFailureException(AiFailure.Unavailable, "The knowledge base does not answer.", e);
        }
    }

    private static (string Text, Faq[] Sources, bool IsKnown) Known(ArticleHit[] hits, AnswerTexts texts, string language)
    {
        var best = hits[0].Article;
        var text = new StringBuilder();
        if (best.Language != language && (best.Language == Language.English || language == Language.English)) text.AppendLine(texts.OtherLanguage);
        text.Append(best.Answer);
        AppendTitles(text, texts.Related, hits.Skip(1).Where(hit => hit.Confident));
        return (text.ToString(), [best], true);
    }

    private static string Unknown(ArticleHit[] hits, AnswerTexts texts)
    {
        var text = new StringBuilder(texts.Unknown);
        AppendTitles(text, texts.Perhaps, hits);
        return text.ToString();
    }

    private static void AppendTitles(StringBuilder text, string heading, IEnumerable<ArticleHit> hits)
    {
        var titles = hits.Take(Hits - 1).Select(hit => $"\n• {hit.Article.Question}").ToArray();
        if (titles.Length > 0) text.Append("\n\n").Append(heading).AppendJoin(string.Empty, titles);
    }

    // The newest message that shows a language decides; Chinese written alike in both scripts is read as what came before it.
    public static string LanguageOf(string[] said)
    {
        var chinese = said.Reverse().Select(text => Language.Of(text, chinese: string.Empty))
            .FirstOrDefault(language => language is Language.Traditional or Language.Simplified) ?? Language.Traditional;
        return said.Reverse().Select(text => Language.Of(text, chinese)).FirstOrDefault(language => language is not null) ?? chinese;
    }
}
