using System.Text.Json;
using LiveChat.Knowledge;

namespace LiveChat.Testing;

/// <summary>The demo's articles, which are also what the search is tuned on.</summary>
internal static class Articles
{
    public static IReadOnlyList<Article> Demo { get; } = ReadDemo();

    public static InMemoryArticles DemoIndex() => InMemoryArticles.Of([.. Demo]);

    public static Article Article(string question, string answer, string language = Language.English, params string[] tags) => new(
        Guid.CreateVersion7(), 1, ArticleKind.Faq, ArticleStatus.Published, question, answer, language, "", tags, "", "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    private static Article[] ReadDemo()
    {
        using var stream = typeof(Silo.Ai.AiOptions).Assembly.GetManifestResourceStream("demo/faq.json")!;
        return
        [
            .. JsonDocument.Parse(stream).RootElement.EnumerateArray()
                .SelectMany(topic => topic.GetProperty("entries").EnumerateArray())
                .Select(entry => Article(Text(entry, "question"), Text(entry, "answer"), Text(entry, "language"), Text(entry, "keywords").Split(' '))),
        ];
    }

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString()!;
}
