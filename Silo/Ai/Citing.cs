using LiveChat.Assistant;
using LiveChat.Knowledge;
using Microsoft.Extensions.AI;

namespace LiveChat.Silo.Ai;

/// <summary>How an answer's sources travel: see <see cref="StreamingChatClient"/>.</summary>
internal static class Citing
{
    /// <summary>Says on an update that the articles did not answer the question.</summary>
    public static void MarkUnanswered(ChatResponseUpdate update) => (update.AdditionalProperties ??= [])[AnswerMarks.Unanswered] = true;

    /// <summary>An update without text that names the articles used.</summary>
    public static ChatResponseUpdate Sources(IEnumerable<Faq> articles) => new(ChatRole.Assistant,
    [
        new TextContent(string.Empty)
        {
            Annotations = [.. articles.Select(AIAnnotation (article) => new CitationAnnotation { FileId = article.FaqId.ToString(), Title = article.Question })],
        },
    ]);
}
