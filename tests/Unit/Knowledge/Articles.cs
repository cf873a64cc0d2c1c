using System.Text.Json;
using LiveChat.Knowledge;

namespace LiveChat.Unit.Knowledge;

/// <summary>The demo's articles, which are also what the search is tuned on.</summary>
internal static class Articles
{
    public static IReadOnlyList<Faq> Demo { get; } = ReadDemo();

    public static KnowledgeIndex Index(params Faq[] articles)
    {
        var index = new KnowledgeIndex();
        foreach (var article in articles) index.Put(article);
        return index;
    }

    public static KnowledgeIndex DemoIndex() => Index([.. Demo]);

    public static Faq Article(string question, string answer, string language = Language.English, params string[] tags) =>
        new(Guid.CreateVersion7(), question, answer, language, tags, DateTimeOffset.UnixEpoch);

    private static Faq[] ReadDemo()
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
