using System.Text.Json;
using LiveChat.Knowledge;

namespace LiveChat.Assistant.Tools;

/// <summary>Searches the published knowledge, which everybody may read.</summary>
public sealed class SearchKnowledgeTool(ArticleSearch search) : IAssistantTool
{
    /// <summary>Its name.</summary>
    public const string ToolName = "search_knowledge";

    private const int Hits = 3;
    private const int LongestAnswer = 1_500;

    /// <inheritdoc/>
    public string Name => ToolName;

    /// <inheritdoc/>
    public string Describe(ToolContext context) => "Searches the shop's articles. Use it when the articles that you have do not answer the question. Name an article that you use by its number in square brackets.";

    /// <inheritdoc/>
    public JsonElement Parameters { get; } = ToolJson.Schema(("query", "What to look for, in the customer's language.", false));

    /// <inheritdoc/>
    public bool IsOffered(ToolContext context) => true;

    /// <inheritdoc/>
    public string SubjectOf(ToolArguments arguments) => arguments.Text("query") ?? string.Empty;

    /// <inheritdoc/>
    public async Task<ToolAnswer> Use(ToolContext context, ToolArguments arguments, CancellationToken token)
    {
        if (arguments.Text("query") is not { } query) return ToolAnswer.Refused("query is asked for.");
        var hits = await search(query, Hits);
        return hits.Length == 0
            ? ToolAnswer.Nothing("No article is about this.")
            : ToolAnswer.Done(new { articles = hits.Select(hit => new { number = context.Articles.NumberOf(hit.Article), question = hit.Article.Question, answer = Short(hit.Article.Answer) }).ToArray() });
    }

    private static string Short(string answer) =>
        answer.Length <= LongestAnswer ? answer : answer[..(char.IsHighSurrogate(answer[LongestAnswer - 1]) ? LongestAnswer - 1 : LongestAnswer)] + "…";
}
